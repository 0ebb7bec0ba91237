import type { JobSnapshot, ProgressHubError } from "@progresshub/client";
import { useProgressHub } from "@progresshub/react";
import { useState } from "react";
import { CancelButton } from "../jobs/CancelButton";
import { isFinal } from "../jobs/jobWords";
import { CopyButton } from "../shell/CopyButton";
import { useKey } from "../shell/keys";
import { Link } from "../shell/Link";
import { jobPlace } from "../shell/paths";
import { linkTo } from "../shell/router";
import { curlOfJob } from "./curl";

export function JobActions({ job }: { job: JobSnapshot }) {
  return (
    <div className="job-actions">
      <CancelButton job={job} hasKey />
      <RetryButton job={job} />
      {job.external ? null : (
        <Link className="button" to={`new?from=${job.id}`}>
          Run again with changes
        </Link>
      )}
      <CopyButton
        className=""
        shortcut="y"
        text={linkTo(jobPlace(job.id))}
        label={
          <>
            Copy link <kbd>y</kbd>
          </>
        }
      />
      <CopyButton className="" text={curlOfJob(job.id)} label="Copy curl" />
    </div>
  );
}

/** One retry needs no question; a refusal is told beside the button. */
function RetryButton({ job }: { job: JobSnapshot }) {
  const hub = useProgressHub();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<ProgressHubError>();
  const isWanted = isFinal(job) && job.state !== "succeeded" && job.scheduler === undefined;
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
  useKey("r", isWanted && !isSending ? retry : undefined);
  if (!isWanted) return null;
  return (
    <>
      <button type="button" disabled={isSending} onClick={retry}>
        {isSending ? "Retrying…" : "Retry"} <kbd>r</kbd>
      </button>
      {problem && (
        <p role="alert" className="problem job-problem">
          {problem.message} {problem.cure}
        </p>
      )}
    </>
  );
}
