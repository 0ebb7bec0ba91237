import type { JobSnapshot } from "@progresshub/client";
import { useEffect } from "react";
import { percentage } from "../format/progress";
import { stateWord } from "../jobs/jobWords";
import { useTime } from "../shell/useTime";

/** The job in the tab's title, written at most once a second because it is read at the clock's tick. */
export function useJobTitle(job: JobSnapshot | undefined): void {
  const title = useTime(() => titleOf(job));
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function titleOf(job: JobSnapshot | undefined): string {
  if (job === undefined) return "ProgressHub";
  const far = job.state === "running" ? percentage(job) : "";
  return `${far || stateWord(job)} ${job.kind} · ProgressHub`;
}
