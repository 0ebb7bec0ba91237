import type { JobSnapshot, JobState } from "@progresshub/client";
import { count } from "../format/numbers";
import { span } from "../format/times";
import { useTime } from "./useTime";

const order: JobState[] = ["failed", "running", "queued", "scheduled"];

/** The page's sentence: what is seen within three seconds. */
export function Verdict({ jobs, isKnown }: { jobs: readonly JobSnapshot[]; isKnown: boolean }) {
  const lastEnd = jobs.reduce<string | undefined>(
    (last, { finalizedAt }) => (finalizedAt !== undefined && (last === undefined || finalizedAt > last) ? finalizedAt : last),
    undefined,
  );
  const sinceEnd = useTime(({ serverNow }) => (lastEnd === undefined ? undefined : span(serverNow - Date.parse(lastEnd))));
  if (!isKnown && jobs.length === 0) return <Connecting />;
  const said = order
    .map((state) => [jobs.filter((job) => job.state === state).length, state] as const)
    .filter(([number]) => number > 0)
    .map(([number, state]) => `${count(number)} ${state}`);
  const isIdle = !jobs.some((job) => job.finalizedAt === undefined);
  return (
    <div className="verdict">
      <h1>{isIdle ? ["Nothing is running", ...said].join(" · ") : said.join(" · ")}</h1>
      {isIdle && sinceEnd !== undefined && <p className="muted">Last job finished {sinceEnd} ago.</p>}
    </div>
  );
}

/** Says nothing before 300 ms (by CSS), and after ten seconds what it waits for. */
function Connecting() {
  const start = useTime(({ deviceNow }) => deviceNow - performance.timeOrigin > 10_000);
  return (
    <div className="verdict">
      <h1 className="late">Jobs</h1>
      <p className="muted late">{start ? "The server has not answered yet. The page goes on trying." : "Asking the server…"}</p>
    </div>
  );
}
