import type { JobSnapshot, JobState } from "../wire/wire.js";

/** Words of one language for what the element says itself. */
interface Words {
  states: Record<JobState, string>;
  canceling: string;
  cancel: string;
  connecting: string;
  percent: (percent: string) => string;
}

const english: Words = {
  states: { scheduled: "Scheduled", queued: "Queued", running: "Running", succeeded: "Succeeded", failed: "Failed", canceled: "Canceled" },
  canceling: "Canceling…",
  cancel: "Cancel",
  connecting: "Connecting…",
  percent: (percent) => `${percent} percent`,
};

const german: Words = {
  states: {
    scheduled: "Geplant",
    queued: "Wartet",
    running: "Läuft",
    succeeded: "Erledigt",
    failed: "Fehlgeschlagen",
    canceled: "Abgebrochen",
  },
  canceling: "Wird abgebrochen…",
  cancel: "Abbrechen",
  connecting: "Verbindet…",
  percent: (percent) => `${percent} Prozent`,
};

export function wordsOf(lang: string): Words {
  return /^de\b/i.test(lang) ? german : english;
}

export function isCanceling(job: JobSnapshot): boolean {
  return job.finalizedAt === undefined && job.cancelRequested === true;
}

/** What is worth reading: why it failed, else what it does, else its state. */
export function labelOf(job: JobSnapshot, words: Words): string {
  const { error, progress, finalizedAt, state } = job;
  if (isCanceling(job)) return words.canceling;
  if (finalizedAt !== undefined)
    return state === "failed" && error !== undefined ? `${words.states.failed}: ${error.message}` : words.states[state];
  return progress?.message ?? progress?.stage ?? words.states[state];
}

/** Floored, so that 100 belongs to a job that has succeeded; undefined while unknown. */
export function percentOf({ state, progress }: JobSnapshot): number | undefined {
  if (state === "succeeded") return 100;
  return progress?.fraction === undefined ? undefined : Math.min(99, Math.floor(progress.fraction * 100 + 1e-9));
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** How long still, in steps that grow with the distance: "in 2 min." */
export function etaOf({ state, progress, cancelRequested }: JobSnapshot, lang: string): string {
  const seconds = progress?.etaSeconds;
  if (seconds === undefined || progress?.fraction === undefined || state !== "running" || cancelRequested) return "";
  const [value, unit] =
    seconds < minute
      ? ([Math.max(10, Math.min(50, Math.round(seconds / 10) * 10)), "second"] as const)
      : seconds < hour
        ? ([Math.round(seconds / minute), "minute"] as const)
        : seconds < 2 * day
          ? ([Math.round(seconds / hour), "hour"] as const)
          : ([Math.round(seconds / day), "day"] as const);
  return new Intl.RelativeTimeFormat(lang, { style: "short" }).format(value, unit);
}
