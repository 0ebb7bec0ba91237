import { expect, test } from "vitest";
import { sampleJob } from "../../../core/src/testing/samples";
import { withCalmEstimate } from "./calmEstimate";

const shownAt = (id: string, seconds: number, now: number) =>
  withCalmEstimate(sampleJob({ id, progress: { fraction: 0.5, etaSeconds: seconds } }), now).progress?.etaSeconds;

test("the time left falls at any time, and rises at most every ten seconds", () => {
  expect([shownAt("a", 60, 0), shownAt("a", 90, 1_000), shownAt("a", 50, 2_000), shownAt("a", 55, 3_000)]).toEqual([60, 60, 50, 50]);
  expect([shownAt("a", 70, 10_000), shownAt("a", 80, 15_000), shownAt("a", 80, 20_000)]).toEqual([70, 70, 80]);
});

test("a look that is repeated shows the same, and another job has its own", () => {
  expect([shownAt("b", 60, 0), shownAt("b", 60, 0), shownAt("b", 90, 500), shownAt("b", 90, 500)]).toEqual([60, 60, 60, 60]);
  expect(shownAt("c", 90, 600)).toBe(90);
});
