import type { JobSnapshot } from "@progresshub/client";
import { messageOf, timeWords } from "../jobs/jobWords";
import { CopyButton } from "../shell/CopyButton";
import { useTime } from "../shell/useTime";
import "./error.css";

/** Why the job failed, or its last attempt; above all else on the page. */
export function ErrorPanel({ job }: { job: JobSnapshot }) {
  const next = useTime(({ serverNow }) => (job.finalizedAt === undefined ? timeWords(job, serverNow) : ""));
  if (job.error === undefined) return null;
  const { type, message } = job.error;
  return (
    <section className="job-error" aria-label="Error" data-tone={job.state === "failed" ? "failed" : undefined}>
      <p className="error-message" dir="auto">
        {messageOf(job) || message}
      </p>
      {next && <p className="muted">{next}.</p>}
      <div className="error-below">
        <code className="mono muted">{type}</code>
        <CopyButton text={`${type}: ${message}`} label="Copy error" />
      </div>
    </section>
  );
}
