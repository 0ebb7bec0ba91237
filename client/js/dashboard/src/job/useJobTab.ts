import type { JobSnapshot } from "@progresshub/client";
import { percentage } from "../format/progress";
import { stateWord } from "../jobs/jobWords";
import { ringOf, useTab } from "../shell/tab";

/** The job in the browser's tab. */
export function useJobTab(job: JobSnapshot | undefined): void {
  const far = job?.state === "running" ? percentage(job) : "";
  useTab(job && `${far || stateWord(job)} ${job.kind}`, iconOf(job));
}

function iconOf(job: JobSnapshot | undefined) {
  if (job?.state === "running") return ringOf(job.progress?.fraction ?? 0);
  return job?.state === "succeeded" ? "check" : job?.state === "failed" ? "cross" : "idle";
}
