import type { JobSnapshot, WatchAnswer } from "../wire/wire.js";

/** A job for tests. */
export function sampleJob(change: Partial<JobSnapshot> = {}): JobSnapshot {
  return {
    id: "019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11",
    kind: "import-csv",
    groups: [],
    state: "running",
    version: 1,
    attempt: 1,
    maxAttempts: 3,
    priority: 0,
    createdAt: "2026-03-02T09:00:00.000Z",
    startedAt: "2026-03-02T09:00:00.000Z",
    ...change,
  };
}

/** What the hub answers to a watch of all jobs. */
export function sampleAnswer(jobs: JobSnapshot[], change: { store?: string; nextCursor?: string } = {}): WatchAnswer {
  const { store = "s1", nextCursor } = change;
  const summary = { name: "all", total: jobs.length, byState: {}, asOf: "2026-03-02T09:00:00.000Z" };
  return { store, jobs: [], groups: [{ summary, jobs, ...(nextCursor && { nextCursor }) }], logs: [], refused: [] };
}
