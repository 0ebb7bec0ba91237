import type { JobState } from "@progresshub/client";
import { count } from "../format/numbers";
import { span } from "../format/times";
import sprite from "../jobs/icons.svg";
import { stateWords } from "../jobs/jobWords";
import { Link } from "../shell/Link";
import { useTime } from "../shell/useTime";
import { lastHour, type Stats } from "./stats";

const now: readonly JobState[] = ["running", "queued", "scheduled"];
const ended: readonly ("succeeded" | "failed" | "canceled")[] = ["succeeded", "failed", "canceled"];

/** The numbers, each a link to its jobs: what is there now is pushed, the last hour is read. */
export function Counts({ byState, stats }: { byState: Record<string, number>; stats: Stats | undefined }) {
  const oldest = stats?.oldestQueuedAt;
  const waited = useTime(({ serverNow }) => (oldest === undefined ? undefined : span(serverNow - Date.parse(oldest))));
  const hour = stats && lastHour(stats);
  return (
    <ul className="counts" aria-label="Jobs by state">
      {now.map((state) => (
        <Count key={state} state={state} number={byState[state] ?? 0} to={`jobs?state=${state}`}>
          {state === "queued" && (byState.queued ?? 0) > 0 && waited !== undefined && <span className="muted fresh">oldest {waited}</span>}
        </Count>
      ))}
      <li className="counts-hour muted">last hour:</li>
      {ended.map((state) => (
        <Count key={state} state={state} number={hour?.[state]} to={`jobs?state=${state}`} />
      ))}
    </ul>
  );
}

interface CountProps {
  state: JobState;
  number: number | undefined;
  to: string;
  children?: React.ReactNode;
}

function Count({ state, number, to, children }: CountProps) {
  return (
    <li>
      <Link to={to} className="count">
        <span className="state-icon" data-state={state}>
          <svg className="icon" aria-hidden="true">
            <use href={`${sprite}#${state === "running" ? "runningMark" : state}`} />
          </svg>
        </span>
        {stateWords[state]} <b className="count-number">{number === undefined ? "" : count(number)}</b>
      </Link>
      {children}
    </li>
  );
}
