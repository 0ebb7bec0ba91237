import type { JobSnapshot } from "@progresshub/client";
import type { LogLine } from "@progresshub/client/log";
import { messageOf, timeWords } from "../jobs/jobWords";
import { CopyButton } from "../shell/CopyButton";
import { useAnswer } from "../shell/useAnswer";
import { useTime } from "../shell/useTime";
import { ErrorStack } from "./ErrorStack";
import { errorText, isStack, lastErrorLines } from "./stack";
import "./error.css";

/** Among so many of the newest lines the error is looked for. */
const newestLines = 200;

/** Why the job failed, or its last attempt; above all else on the page. */
export function ErrorPanel({ job }: { job: JobSnapshot }) {
  const next = useTime(({ serverNow }) => (job.finalizedAt === undefined ? timeWords(job, serverNow) : ""));
  // An attempt stores its lines before its end, so they are there once.
  const { value: log } = useAnswer<{ lines: readonly LogLine[] }>(
    job.error && `jobs/${job.id}/log?after=-${newestLines}&limit=${newestLines}`,
    job.attempt,
  );
  if (job.error === undefined) return null;
  const { type, message } = job.error;
  const lines = lastErrorLines(log?.lines ?? [], job.startedAt, job.error);
  return (
    <section className="job-error" aria-label="Error" data-tone={job.state === "failed" ? "failed" : undefined}>
      <p className="error-message" dir="auto">
        {messageOf(job) || message}
      </p>
      {next && <p className="muted">{next}.</p>}
      <div className="error-below">
        <code className="mono muted">{type}</code>
        <CopyButton text={errorText(job.error, lines)} label={isStack(lines) ? "Copy error with stack" : "Copy error"} />
      </div>
      <ErrorStack lines={lines} />
    </section>
  );
}
