import type { JobSnapshot, ProgressHubError } from "@progresshub/client";
import { useProgressHub } from "@progresshub/react";
import { useState } from "react";
import { CancelButton } from "../jobs/CancelButton";
import { isFinal } from "../jobs/jobWords";
import { CopyButton } from "../shell/CopyButton";
import { Link } from "../shell/Link";
import { jobPlace } from "../shell/paths";
import { linkTo } from "../shell/router";
import { curlOfJob } from "./curl";

export function JobActions({ job }: { job: JobSnapshot }) {
  return (
    <div className="job-actions">
      <CancelButton job={job} />
      <RetryButton job={job} />
      {job.external ? null : (
        <Link className="button" to={`new?from=${job.id}`}>
          Run again with changes
        </Link>
      )}
      <CopyButton className="" text={linkTo(jobPlace(job.id))} label="Copy link" />
      <CopyButton className="" text={curlOfJob(job.id)} label="Copy curl" />
    </div>
  );
}

/** One retry needs no question; a refusal is told beside the button. */
function RetryButton({ job }: { job: JobSnapshot }) {
  const hub = useProgressHub();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<ProgressHubError>();
  if (!isFinal(job) || job.state === "succeeded" || job.scheduler !== undefined) return null;
  const retry = async () => {
    setSending(true);
    setProblem(undefined);
    try {
      await hub.retry(job.id);
    } catch (error) {
      setProblem(error as ProgressHubError);
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <button type="button" disabled={isSending} onClick={retry} data-key="r">
        {isSending ? "Retrying…" : "Retry"}
      </button>
      {problem && (
        <p role="alert" className="problem job-problem">
          {problem.message} {problem.cure}
        </p>
      )}
    </>
  );
}
