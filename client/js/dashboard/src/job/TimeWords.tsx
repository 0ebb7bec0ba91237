import type { JobSnapshot } from "@progresshub/client";
import { exact, span } from "../format/times";
import { withCalmEstimate } from "../jobs/calmEstimate";
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
  const words = isFinal(job) && stoppedAt(job) !== "" ? stoppedAt(job) : longWords(job, mark, now);
  const usual = mark === undefined ? usualWords(job, value?.kinds.find(({ name }) => name === job.kind)?.usualSeconds, now) : "";
  return (
    <span className="progress-left fresh" data-final={isFinal(job) || undefined} data-tone={mark} title={titleOf(job, mark)}>
      {canceling === undefined ? [words, usual].filter(Boolean).join(" · ") : cancelingWords(now - canceling)}
    </span>
  );
}

/** With the room of a page, more is said than in a row. */
function longWords(job: JobSnapshot, mark: "lost" | "quiet" | undefined, now: number): string {
  const words = timeWords(withCalmEstimate(job, now), now);
  if (mark === "lost" && job.lostAt !== undefined) {
    return `Lost: its reporter stopped answering ${span(now - Date.parse(job.lostAt))} ago`;
  }
  return job.state === "queued" && job.concurrencyKey !== undefined ? `${words}, in turns with others of ${job.concurrencyKey}` : words;
}

function titleOf(job: JobSnapshot, mark: "lost" | "quiet" | undefined): string | undefined {
  const heard = job.reportedAt ?? job.startedAt;
  if (mark !== "quiet" || heard === undefined) return undefined;
  return `The worker is alive; the job has reported nothing since ${exact(heard)}.`;
}
