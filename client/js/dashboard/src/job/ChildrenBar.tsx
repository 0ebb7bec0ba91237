import type { ChildCounts } from "@progresshub/client";
import { count } from "../format/numbers";
import { RollUpBar } from "../groups/RollUpBar";
import { overOf } from "../groups/rollUp";

/** How many of how many, with the failures visible however few they are. */
export function ChildrenBar({ counts: { total, ...byState } }: { counts: ChildCounts }) {
  const summary = { name: "children", total, byState, asOf: "" };
  const { failed, canceled } = byState;
  const words = [
    `${overOf(summary)} children ended`,
    failed > 0 && `${count(failed)} failed`,
    canceled > 0 && `${count(canceled)} canceled`,
  ];
  return (
    <div className="children-sum">
      <RollUpBar summary={summary} size="page" />
      <p>{words.filter(Boolean).join(", ")}</p>
    </div>
  );
}
