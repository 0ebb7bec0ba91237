import type { JobSnapshot } from "@progresshub/client";
import { exact } from "../format/times";
import { isFinal, markOf, stoppedAt, timeWords } from "../jobs/jobWords";
import type { Kind } from "../new/kinds";
import { useAnswer } from "../shell/useAnswer";
import { useTime } from "../shell/useTime";
import { cancelingWords, usualWords } from "./progressWords";
import { useCancelingSince } from "./useCancelingSince";

/** How long still, how long it waits, how long it took, or why none of that can be said. */
export function TimeWords({ job }: { job: JobSnapshot }) {
  const now = useTime(({ serverNow }) => serverNow);
  const { value } = useAnswer<{ kinds: readonly Kind[] }>(isFinal(job) ? undefined : "kinds");
  const canceling = useCancelingSince(job, now);
  const mark = markOf(job, now);
  const words = isFinal(job) && stoppedAt(job) !== "" ? stoppedAt(job) : timeWords(job, now);
  const usual = mark === undefined ? usualWords(job, value?.kinds.find(({ name }) => name === job.kind)?.usualSeconds, now) : "";
  return (
    <span className="progress-left fresh" data-final={isFinal(job) || undefined} data-tone={mark} title={titleOf(job, mark)}>
      {canceling === undefined ? [words, usual].filter(Boolean).join(" · ") : cancelingWords(now - canceling)}
    </span>
  );
}

function titleOf(job: JobSnapshot, mark: "lost" | "quiet" | undefined): string | undefined {
  const heard = job.reportedAt ?? job.startedAt;
  if (mark !== "quiet" || heard === undefined) return undefined;
  return `The worker is alive; the job has reported nothing since ${exact(heard)}.`;
}
