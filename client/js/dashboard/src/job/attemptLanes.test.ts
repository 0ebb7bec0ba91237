import { expect, test } from "vitest";
import { lanesOf, lastStop } from "./attemptLanes";
import type { JobAttempt } from "./detail";

const createdAt = "2026-03-02T09:00:00.000Z";
const at = (second: number) => new Date(Date.parse(createdAt) + second * 1_000).toISOString();
const failed: JobAttempt = { attempt: 1, epoch: 1, outcome: "failed", startedAt: at(10), endedAt: at(40), progress: { fraction: 0.37 } };
const running: JobAttempt = { attempt: 2, epoch: 2, startedAt: at(60) };

test("attempts share one axis, which ends now while one runs", () => {
  const [first, second] = lanesOf([failed, running], createdAt, Date.parse(at(100)));
  expect(first).toMatchObject({ waitFrom: 0, runFrom: 0.1, runTo: 0.4, waitedMs: 10_000, ranMs: 30_000 });
  expect(second).toMatchObject({ waitFrom: 0.4, runFrom: 0.6, runTo: 1, waitedMs: 20_000, ranMs: 40_000 });
});

test("clocks that disagree make nothing negative", () => {
  const [lane] = lanesOf([{ ...running, startedAt: at(-5) }], createdAt, Date.parse(at(-10)));
  expect(lane).toMatchObject({ waitFrom: 0, runFrom: 0, runTo: 0, waitedMs: 0, ranMs: 0 });
});

test("the tick stands where the last failed attempt has stopped", () => {
  expect(lastStop([failed, running])).toBe(0.37);
  expect(lastStop([running])).toBeUndefined();
});
