import type { JobSnapshot } from "@progresshub/client";
import { amount, exactAmount, percentage, rate } from "../format/progress";
import { exact } from "../format/times";
import { isFinal, quietMs, stoppedAt, timeWords } from "../jobs/jobWords";
import { ProgressBar } from "../jobs/ProgressBar";
import { useTime } from "../shell/useTime";
import { lastStop } from "./attemptLanes";
import type { JobAttempt } from "./detail";
import { Sparkline } from "./Sparkline";
import { StopTick } from "./StopTick";

export function JobProgressPanel({ job, attempts = [] }: { job: JobSnapshot; attempts?: readonly JobAttempt[] | undefined }) {
  const words = useTime(({ serverNow }) => timeWords(job, serverNow));
  const isQuiet = useTime(({ serverNow }) => quietMs(job, serverNow) !== undefined);
  const stopped = stoppedAt(job);
  const lastHeard = job.reportedAt ?? job.startedAt;
  return (
    <section className="progress-panel" aria-label="Progress">
      <div className="bar-holder">
        <ProgressBar job={job} size="page" />
        {job.attempt > 1 && <StopTick fraction={lastStop(attempts.filter(({ epoch }) => epoch !== attempts.at(-1)?.epoch))} />}
      </div>
      <p className="job-numbers">
        <b className="job-percent">{percentage(job)}</b>
        <span className="progress-amount" title={exactAmount(job.progress)}>
          {amount(job.progress)}
        </span>
        <span className="progress-rate fresh">
          {job.state === "running" && !isQuiet && rate(job.progress)}
          {job.state === "running" && !isQuiet && <Sparkline job={job} />}
        </span>
        <span
          className="progress-left fresh"
          data-final={isFinal(job) || undefined}
          data-tone={isQuiet ? "quiet" : undefined}
          title={isQuiet && lastHeard ? `The worker is alive; the job has reported nothing since ${exact(lastHeard)}.` : undefined}
        >
          {isFinal(job) && stopped !== "" ? stopped : words}
        </span>
      </p>
      {job.progress?.message && (
        <details className="progress-message">
          <summary dir="auto">{job.progress.message}</summary>
        </details>
      )}
    </section>
  );
}
