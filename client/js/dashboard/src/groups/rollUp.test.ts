import { expect, test } from "vitest";
import { overOf, rollUpShares, rollUpWords } from "./rollUp";

const summary = {
  name: "tenant:42",
  total: 600,
  byState: { succeeded: 407, failed: 5, running: 8, queued: 180 },
  asOf: "2026-03-02T09:00:00.000Z",
};

test("what is over is counted whatever its end", () => {
  expect(overOf(summary)).toBe("412 of 600");
  expect(rollUpWords(summary)).toBe("412 of 600 jobs are over: 407 succeeded, 5 failed, 8 running, 180 queued");
});

test("each part takes its share, and a group without jobs divides by nothing", () => {
  expect(rollUpShares(summary).failed).toBeCloseTo(5 / 600);
  expect(rollUpShares({ ...summary, total: 0, byState: {} })).toEqual({ succeeded: 0, running: 0, failed: 0, canceled: 0 });
});
