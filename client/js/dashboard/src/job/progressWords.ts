import type { JobSnapshot } from "@progresshub/client";
import { rate } from "../format/progress";
import { span } from "../format/times";

/** Before that a job that shall stop is given the time to. */
const cancelingMs = 10_000;

/** How long a job has been asked to stop, once that is worth a word. */
export function cancelingWords(sinceMs: number): string {
  return sinceMs < cancelingMs ? "Canceling…" : `Canceling for ${span(sinceMs)}: the job has not stopped yet.`;
}

/** The rate of a job that has ended: all it has done in all its time. */
export function averageRate({ progress, startedAt, finalizedAt }: JobSnapshot): string {
  if (progress?.done === undefined || startedAt === undefined || finalizedAt === undefined) return "";
  const seconds = (Date.parse(finalizedAt) - Date.parse(startedAt)) / 1_000;
  const words = seconds > 0 ? rate({ ...progress, ratePerSecond: progress.done / seconds }) : "";
  return words && `${words} on average`;
}

/** What is usual for the kind, where the job itself does not know how long it takes. */
export function usualWords(job: JobSnapshot, usualSeconds: number | undefined, now: number): string {
  if (usualSeconds === undefined || usualSeconds < 1 || job.state !== "running" || job.startedAt === undefined) return "";
  const usual = span(usualSeconds * 1_000);
  const isLonger = now - Date.parse(job.startedAt) > 2_000 * usualSeconds;
  if (isLonger) return `longer than usual (${usual})`;
  return job.progress?.etaSeconds === undefined ? `usually ${usual}` : "";
}
