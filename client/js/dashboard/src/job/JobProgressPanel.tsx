import type { JobSnapshot } from "@progresshub/client";
import { amount, exactAmount, percentage, rate } from "../format/progress";
import { isFinal, markOf } from "../jobs/jobWords";
import { ProgressBar } from "../jobs/ProgressBar";
import { useTime } from "../shell/useTime";
import { lastStop } from "./attemptLanes";
import type { JobAttempt } from "./detail";
import { averageRate } from "./progressWords";
import { Sparkline } from "./Sparkline";
import { StopTick } from "./StopTick";
import { TimeWords } from "./TimeWords";
import "./progress.css";

export function JobProgressPanel({ job, attempts = [] }: { job: JobSnapshot; attempts?: readonly JobAttempt[] | undefined }) {
  const isMoving = useTime(({ serverNow }) => job.state === "running" && markOf(job, serverNow) === undefined);
  const earlier = attempts.filter(({ epoch }) => epoch !== attempts.at(-1)?.epoch);
  return (
    <section className="progress-panel" aria-label="Progress">
      <div className="bar-holder">
        <ProgressBar job={job} size="page" />
        {job.attempt > 1 && <StopTick fraction={lastStop(earlier)} />}
      </div>
      <p className="job-numbers">
        <b className="job-percent">{percentage(job)}</b>
        <span className="progress-amount" title={exactAmount(job.progress)}>
          {amount(job.progress)}
        </span>
        {isMoving && (
          <span className="progress-rate fresh">
            {rate(job.progress)} <Sparkline job={job} />
          </span>
        )}
        {isFinal(job) && <span className="progress-average">{averageRate(job)}</span>}
        <TimeWords job={job} />
      </p>
      {job.progress?.message && (
        <details className="progress-message">
          <summary dir="auto">{job.progress.message}</summary>
        </details>
      )}
    </section>
  );
}
