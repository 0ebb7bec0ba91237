import type { JobSnapshot } from "@progresshub/client";
import { expect, test } from "vitest";
import { type RateSample, sparkShape, withSample } from "./rateSamples";

test("the line begins at 0 and ends with a dot at the newest sample", () => {
  const { lines, dot, average } = sparkShape([0, 50, 100], 96, 20);
  expect(lines).toEqual(["90.9,18 92.4,10 94,2"]);
  expect(dot).toEqual({ x: 94, y: 2 });
  expect(average).toBe(10);
});

test("gaps stay gaps", () => {
  expect(sparkShape([1, 1, undefined, 1, 1], 96, 20).lines).toHaveLength(2);
  expect(sparkShape([1, undefined], 96, 20)).toMatchObject({ lines: [], dot: undefined });
});

test("without a rate there is nothing to draw", () => {
  expect(sparkShape([], 96, 20)).toEqual({ lines: [], dot: undefined, average: undefined });
  expect(sparkShape([undefined, 0], 96, 20).lines).toEqual([]);
});

test("the last sixty samples are kept", () => {
  let samples: readonly RateSample[] = [];
  for (let rate = 1; rate <= 100; rate += 1)
    samples = withSample(samples, { state: "running", progress: { ratePerSecond: rate } } as JobSnapshot);
  expect(samples).toHaveLength(60);
  expect(samples[0]).toBe(41);
});
