import type { GroupSummary } from "@progresshub/client";
import { useGroupSummary } from "@progresshub/react";
import { useRef } from "react";
import { count } from "../format/numbers";
import { timeLeft } from "../format/times";
import { Link } from "../shell/Link";
import { groupPlace } from "../shell/paths";
import { RollUpBar } from "./RollUpBar";
import { overOf } from "./rollUp";
import { useSeen } from "./useSeen";

/** A group in a list; watched only while it is seen, since a connection watches no more than 100 things. */
export function GroupRow({ name }: { name: string }) {
  const row = useRef<HTMLLIElement>(null);
  const isSeen = useSeen(row);
  const { summary: pushed } = useGroupSummary(isSeen ? name : undefined);
  const last = useRef<GroupSummary>(undefined);
  if (pushed !== undefined) last.current = pushed;
  const summary = last.current;
  const failed = summary?.byState.failed ?? 0;
  return (
    <li className="group-row" ref={row}>
      <Link className="group-name" to={groupPlace(name)}>
        <bdi>{name}</bdi>
      </Link>
      <span className="group-bar">{summary && <RollUpBar summary={summary} size="row" />}</span>
      <span className="group-over">{summary && overOf(summary)}</span>
      <span className="group-failed" data-tone={failed > 0 ? "failed" : undefined}>
        {failed > 0 && `${count(failed)} failed`}
      </span>
      <span className="group-left muted fresh">{summary && leftWords(summary)}</span>
    </li>
  );
}

/** Absent unless something runs and it is known. */
export function leftWords({ etaSeconds, byState }: GroupSummary): string {
  return etaSeconds === undefined || (byState.running ?? 0) === 0 ? "" : timeLeft(etaSeconds);
}
