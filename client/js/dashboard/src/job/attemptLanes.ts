import type { AttemptOutcome, JobAttempt } from "./detail";

/** One attempt on the time axis; all parts are fractions of its length. */
export interface Lane {
  readonly key: string;
  readonly attempt: JobAttempt;
  readonly waitFrom: number;
  readonly runFrom: number;
  readonly runTo: number;
  readonly waitedMs: number;
  readonly ranMs: number;
}

/** The attempts on one axis from the job's submit to the end of the last, or to now while one runs: each waits from the end of the one before. */
export function lanesOf(attempts: readonly JobAttempt[], createdAt: string, now: number): Lane[] {
  const begin = Date.parse(createdAt);
  const ends = attempts.map(({ endedAt }) => (endedAt === undefined ? now : Date.parse(endedAt)));
  const length = Math.max(1, ...ends.map((end) => end - begin));
  const share = (at: number) => Math.min(1, Math.max(0, (at - begin) / length));
  return attempts.map((attempt, at) => {
    const waitFrom = ends[at - 1] ?? begin;
    const runFrom = Date.parse(attempt.startedAt);
    const runTo = Math.max(runFrom, ends[at] ?? now);
    return {
      key: `${attempt.epoch}-${attempt.attempt}`,
      attempt,
      waitFrom: share(waitFrom),
      runFrom: share(runFrom),
      runTo: share(runTo),
      waitedMs: Math.max(0, runFrom - waitFrom),
      ranMs: runTo - runFrom,
    };
  });
}

export const outcomeWords: Record<AttemptOutcome, string> = {
  succeeded: "Succeeded",
  failed: "Failed",
  canceled: "Canceled",
  lost: "Lost",
  "timed-out": "Timed out",
};

/** Where the attempt before the last one stopped, as a fraction, if it came anywhere. */
export function lastStop(attempts: readonly JobAttempt[]): number | undefined {
  return attempts.filter(({ outcome }) => outcome !== undefined && outcome !== "succeeded").at(-1)?.progress?.fraction;
}
