import type { JobSnapshot } from "@progresshub/client";
import { shorten } from "../format/names";
import { moment, running, type Times } from "../format/times";
import { isFinal, stateWord, timeWords } from "../jobs/jobWords";
import { StateIcon } from "../jobs/StateIcon";
import { CopyButton } from "../shell/CopyButton";
import { Heading } from "../shell/Heading";
import { Link } from "../shell/Link";
import { useTime } from "../shell/useTime";
import { When } from "../shell/When";
import { JobActions } from "./JobActions";
import { Neighbours } from "./Neighbours";
import "./header.css";

export function JobHeader({ job }: { job: JobSnapshot }) {
  return (
    <header className="job-head">
      <div className="job-title">
        <nav className="crumbs" aria-label="Where you are">
          <Link to="jobs">Jobs</Link>
          <Neighbours id={job.id} />
        </nav>
        <Heading>
          <bdi>{job.kind}</bdi>
        </Heading>
        <span className="mono muted job-id" title={job.id}>
          {job.id.slice(0, 4)}…{job.id.slice(-4)}
        </span>
        <CopyButton text={job.id} label="Copy id" />
      </div>
      <JobActions job={job} />
      <p className="job-state">
        <StateIcon job={job} isNamed={false} />
        <StateLine job={job} />
      </p>
    </header>
  );
}

function StateLine({ job }: { job: JobSnapshot }) {
  const clock = useTime(({ serverNow }) => clockWords(job, serverNow));
  const attempt = job.attempt > 0 ? `attempt ${job.attempt} of ${job.maxAttempts}` : "";
  const at = job.startedAt ?? job.createdAt;
  return (
    <>
      <span className="job-words">
        <b data-state={job.state}>{stateWord(job)}</b>
        {[attempt, clock].filter(Boolean).map((part) => (
          <span key={part}> · {part}</span>
        ))}
        {job.node && (
          <>
            {" · "}
            <bdi className="cut-name" title={job.node}>
              {shorten(job.node, 32)}
            </bdi>
          </>
        )}
      </span>
      <span className="muted job-began">
        {job.startedAt === undefined ? "created" : "started"} <When at={at} words={clockTime(at)} />
      </span>
    </>
  );
}

/** By the clock in any case: how long it runs stands beside it. */
function clockTime(at: string) {
  return (now: number, times: Times) => moment(at, now, times === "relative" ? "local" : times);
}

function clockWords(job: JobSnapshot, now: number): string {
  if (job.state === "running" && job.startedAt !== undefined) return running(now - Date.parse(job.startedAt));
  return isFinal(job) ? timeWords(job, now) : "";
}
