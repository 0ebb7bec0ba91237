import type { ChildCounts } from "@progresshub/client";
import { useLayoutEffect, useRef } from "react";
import { count } from "../format/numbers";

const parts = ["succeeded", "failed", "canceled"] as const;

/** How many of how many, with the failures visible however few they are. */
export function ChildrenBar({ counts }: { counts: ChildCounts }) {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    for (const part of bar.current?.children ?? []) {
      const number = counts[(part as HTMLElement).dataset.part as (typeof parts)[number]];
      (part as HTMLElement).style.flexGrow = String(number);
    }
    const rest = bar.current?.lastElementChild as HTMLElement | null;
    if (rest) rest.style.flexGrow = String(counts.total - counts.succeeded - counts.failed - counts.canceled);
  }, [counts]);
  const ended = counts.succeeded + counts.failed + counts.canceled;
  const words = [
    `${count(ended)} of ${count(counts.total)} children ended`,
    counts.failed > 0 && `${count(counts.failed)} failed`,
    counts.canceled > 0 && `${count(counts.canceled)} canceled`,
  ]
    .filter(Boolean)
    .join(", ");
  return (
    <div className="children-sum">
      <div
        className="rollup"
        ref={bar}
        role="progressbar"
        aria-label="Children"
        aria-valuemin={0}
        aria-valuemax={counts.total}
        aria-valuenow={ended}
        aria-valuetext={words}
      >
        {parts
          .filter((part) => counts[part] > 0)
          .map((part) => (
            <div key={part} data-part={part} />
          ))}
        <div data-part="rest" />
      </div>
      <p>{words}</p>
    </div>
  );
}
