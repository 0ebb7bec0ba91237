import type { JobSnapshot, JobState } from "@progresshub/client";
import { isFinishing, percentage } from "../format/progress";
import { moment, running, span, type Times, timeLeft, timeOfDay, took } from "../format/times";

/** Without a report for this long a running job is quiet. */
const quietAfterMs = 30_000;

/** An estimate made in the first seconds of an attempt is a guess. */
const noEstimateMs = 5_000;

/** Beyond this a date says more than a span. */
const farMs = 7 * 24 * 60 * 60 * 1_000;

export const stateWords: Record<JobState, string> = {
  scheduled: "Scheduled",
  queued: "Queued",
  running: "Running",
  succeeded: "Succeeded",
  failed: "Failed",
  canceled: "Canceled",
};

export function isFinal(job: JobSnapshot): boolean {
  return job.finalizedAt !== undefined;
}

export function isCanceling(job: JobSnapshot): boolean {
  return !isFinal(job) && job.cancelRequested === true;
}

export function stateWord(job: JobSnapshot): string {
  return isCanceling(job) ? "Canceling…" : stateWords[job.state];
}

/** How long a running job has reported nothing, when that is worth a word. */
export function quietMs(job: JobSnapshot, now: number): number | undefined {
  if (job.state !== "running" || job.lostAt !== undefined) return undefined;
  const heard = job.reportedAt ?? job.startedAt;
  if (heard === undefined) return undefined;
  const silent = now - Date.parse(heard);
  return silent > quietAfterMs ? silent : undefined;
}

/** What is amiss with a running job: its lease is gone, or it has reported nothing for long. */
export function markOf(job: JobSnapshot, now: number): "lost" | "quiet" | undefined {
  if (job.lostAt !== undefined && !isFinal(job)) return "lost";
  return quietMs(job, now) === undefined ? undefined : "quiet";
}

/** What the row says beside the kind: the error while there is one to tell, else what is being worked on. */
export function messageOf(job: JobSnapshot): string {
  if (job.error !== undefined && job.state !== "running" && job.state !== "canceled") {
    const text = job.error.message;
    return isFinal(job) ? text : `Attempt ${job.attempt} failed: ${text}`;
  }
  const { stage, message } = job.progress ?? {};
  return [stage, message].filter(Boolean).join(" · ");
}

/** Where a bar that will not move again has stopped. */
export function stoppedAt(job: JobSnapshot): string {
  const percent = percentage(job);
  if (percent === "") return "";
  if (job.state === "failed") return `stopped at ${percent}`;
  return job.state === "canceled" ? `canceled at ${percent}` : "";
}

/** The words about time: how long still, how long it waits, or how long it took. */
export function timeWords(job: JobSnapshot, now: number): string {
  if (isFinal(job)) return tookWords(job);
  if (isCanceling(job)) return "Canceling…";
  if (job.state === "running") return leftWords(job, now);
  const due = job.dueAt ?? job.createdAt;
  if (job.state === "queued") return `Waiting ${span(now - Date.parse(due))}`;
  if (job.waitsFor !== undefined) return job.waitsFor.length === 1 ? "Waits for another job" : `Waits for ${job.waitsFor.length} jobs`;
  const startsIn = span(Date.parse(due) - now);
  if (job.attempt > 0) return `Attempt ${job.attempt + 1} of ${job.maxAttempts} in ${startsIn}`;
  if (Date.parse(due) - now > farMs) return `Starts on ${due.slice(0, 10)}`;
  return `Starts in ${startsIn} (${timeOfDay(Date.parse(due), false)})`;
}

function tookWords({ startedAt, finalizedAt }: JobSnapshot): string {
  if (startedAt === undefined || finalizedAt === undefined) return "";
  return `took ${took(Date.parse(finalizedAt) - Date.parse(startedAt))}`;
}

function leftWords(job: JobSnapshot, now: number): string {
  if (job.lostAt !== undefined) return `Lost ${span(now - Date.parse(job.lostAt))} ago`;
  const quiet = quietMs(job, now);
  if (quiet !== undefined) return `Quiet for ${span(quiet)}`;
  if (isFinishing(job)) return "Finishing…";
  const { etaSeconds, fraction } = job.progress ?? {};
  if (etaSeconds === undefined || fraction === undefined || job.startedAt === undefined) return "";
  return now - Date.parse(job.startedAt) < noEstimateMs ? "" : timeLeft(etaSeconds);
}

/** The moment that a row tells of: when the job ended or began, or else was made. */
export function agedAt({ state, finalizedAt, startedAt, createdAt }: JobSnapshot): string {
  return finalizedAt ?? (state === "running" ? (startedAt ?? createdAt) : createdAt);
}

/** A running clock, or when the job ended or was made. */
export function ageWords(job: JobSnapshot, now: number, times: Times): string {
  if (job.state === "running" && job.startedAt !== undefined) return running(now - Date.parse(job.startedAt));
  return moment(agedAt(job), now, times);
}
