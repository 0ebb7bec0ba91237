import type { JobError, JobProgress, JobSnapshot } from "@progresshub/client";

export type AttemptOutcome = "succeeded" | "failed" | "canceled" | "lost" | "timed-out";

/** One attempt of a job, as `/detail` tells it. */
export interface JobAttempt {
  readonly attempt: number;
  readonly epoch: number;
  /** Absent while it runs. */
  readonly outcome?: AttemptOutcome;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly node?: string;
  readonly error?: JobError;
  readonly progress?: JobProgress;
}

/** What only those may see who manage a job. */
export interface JobDetail {
  readonly job: JobSnapshot;
  readonly args: unknown;
  readonly attempts: readonly JobAttempt[];
}
