import { expect, test } from "vitest";
import { sampleJob } from "../../../core/src/testing/samples";
import { ageWords, messageOf, stateWord, stoppedAt, timeWords } from "./jobWords";

const started = Date.parse("2026-03-02T09:00:00.000Z");
const at = (seconds: number) => new Date(started + seconds * 1_000).toISOString();
const now = (seconds: number) => started + seconds * 1_000;

test("time left is told after the first five seconds, and only of a job that reports how far it is", () => {
  const job = sampleJob({ reportedAt: at(10), progress: { fraction: 0.5, etaSeconds: 130 } });
  expect(timeWords(job, now(4))).toBe("");
  expect(timeWords(job, now(12))).toBe("about 2 min left");
  expect(timeWords(sampleJob({ reportedAt: at(10), progress: { done: 5 } }), now(12))).toBe("");
});

test("a quiet job says so instead of guessing", () => {
  const job = sampleJob({ reportedAt: at(10), progress: { fraction: 0.5, etaSeconds: 130 } });
  expect(timeWords(job, now(40))).toBe("about 2 min left");
  expect(timeWords(job, now(10 + 6 * 60))).toBe("Quiet for 6 min");
});

test("a job that is asked to stop is canceling until it is canceled", () => {
  const job = sampleJob({ cancelRequested: true, progress: { fraction: 0.389 } });
  expect(stateWord(job)).toBe("Canceling…");
  expect(timeWords(job, now(12))).toBe("Canceling…");
  const final = { ...job, state: "canceled" as const, finalizedAt: at(41) };
  expect(stateWord(final)).toBe("Canceled");
  expect(stoppedAt(final)).toBe("canceled at 38%");
  expect(timeWords(final, now(99))).toBe("took 41 s");
});

test("waiting, starting and trying again have their own words", () => {
  expect(timeWords(sampleJob({ state: "queued", attempt: 0 }), now(12))).toBe("Waiting 12 s");
  expect(timeWords(sampleJob({ state: "scheduled", attempt: 0, dueAt: at(300) }), now(0))).toMatch(/^Starts in 5 min \(\d\d:\d\d\)$/);
  expect(timeWords(sampleJob({ state: "scheduled", attempt: 0, dueAt: "2126-01-01T00:00:00.000Z" }), now(0))).toBe("Starts on 2126-01-01");
  expect(timeWords(sampleJob({ state: "scheduled", attempt: 0, waitsFor: ["a"] }), now(0))).toBe("Waits for another job");
  expect(timeWords(sampleJob({ state: "scheduled", attempt: 0, waitsFor: ["a", "b"] }), now(0))).toBe("Waits for 2 jobs");
  const retried = sampleJob({ state: "scheduled", attempt: 1, dueAt: at(8), error: { type: "t", message: "Timeout." } });
  expect(timeWords(retried, now(0))).toBe("Attempt 2 of 3 in 8 s");
  expect(messageOf(retried)).toBe("Attempt 1 failed: Timeout.");
});

test("a failed job tells why; one that runs again tells what it does", () => {
  const error = { type: "t", message: "The disk is full." };
  const progress = { message: "row 7", fraction: 0.19 };
  const failed = sampleJob({ state: "failed", finalizedAt: at(1), error, progress });
  expect(messageOf(failed)).toBe("The disk is full.");
  expect(stoppedAt(failed)).toBe("stopped at 19%");
  expect(messageOf(sampleJob({ error, progress }))).toBe("row 7");
});

test("a running job shows its clock, any other its age", () => {
  expect(ageWords(sampleJob(), now(134), "relative")).toBe("2:14");
  expect(ageWords(sampleJob(), now(134), "utc")).toBe("2:14");
  expect(ageWords(sampleJob({ state: "succeeded", finalizedAt: at(0) }), now(240), "relative")).toBe("4 min");
  expect(ageWords(sampleJob({ state: "succeeded", finalizedAt: at(0) }), now(240), "utc")).toBe("09:00:00Z");
});
