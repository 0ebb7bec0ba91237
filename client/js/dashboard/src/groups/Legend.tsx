import type { GroupSummary } from "@progresshub/client";
import { count } from "../format/numbers";
import sprite from "../jobs/icons.svg";
import { stateWords } from "../jobs/jobWords";

const order = ["succeeded", "running", "failed", "canceled", "queued", "scheduled"] as const;

/** The parts of the bar by name and number. */
export function Legend({ summary }: { summary: GroupSummary }) {
  const there = order.filter((state) => (summary.byState[state] ?? 0) > 0);
  return (
    <ul className="legend">
      {there.map((state) => (
        <li key={state}>
          <span className="state-icon" data-state={state}>
            <svg className="icon" aria-hidden="true">
              <use href={`${sprite}#${state === "running" ? "runningMark" : state}`} />
            </svg>
          </span>
          {stateWords[state]} <b>{count(summary.byState[state] ?? 0)}</b>
        </li>
      ))}
    </ul>
  );
}
