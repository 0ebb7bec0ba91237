import type { JobSnapshot } from "@progresshub/client";

/** The text may fall at any time, but does not rise more often than this. */
const riseGapMs = 10_000;

/** Of so many jobs it is remembered; those looked at longest ago are forgotten. */
const mostJobs = 1_000;

interface Shown {
  readonly seconds: number;
  readonly roseAt: number;
}

const shown = new Map<string, Shown>();

/** The job with the time left that should be shown at a moment: a new estimate, unless it would make the text rise again so soon. */
export function withCalmEstimate(job: JobSnapshot, now: number): JobSnapshot {
  const { id, attempt, progress } = job;
  const key = `${id} ${attempt}`;
  const seconds = progress?.etaSeconds;
  if (seconds === undefined) {
    shown.delete(key);
    return job;
  }
  const before = shown.get(key);
  const rises = before !== undefined && seconds > before.seconds;
  if (rises && now - before.roseAt < riseGapMs) return { ...job, progress: { ...progress, etaSeconds: before.seconds } };
  shown.delete(key);
  shown.set(key, { seconds, roseAt: rises || before === undefined ? now : before.roseAt });
  for (const oldest of shown.keys()) {
    if (shown.size <= mostJobs) break;
    shown.delete(oldest);
  }
  return job;
}
