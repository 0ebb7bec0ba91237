import { expect, test } from "vitest";
import { sampleJob } from "../../../core/src/testing/samples";
import { barShape, drawnScale, glideMs } from "./barShape";

test("a beginning can be seen and an end that is not reached leaves a gap", () => {
  for (const [size, narrowestPx] of [
    ["row", 120],
    ["page", 320],
  ] as const) {
    expect(drawnScale(0, size)).toBe(0);
    expect(drawnScale(0.0001, size) * narrowestPx).toBeCloseTo(2);
    expect((1 - drawnScale(0.9999, size)) * narrowestPx).toBeCloseTo(2);
    expect(drawnScale(1, size)).toBe(1);
    expect(drawnScale(0.5, size)).toBe(0.5);
  }
});

test("a glide lasts as long as the gap between reports, within bounds", () => {
  expect([5, 400, 60_000].map(glideMs)).toEqual([120, 400, 1_000]);
});

test("without a total a bar is not measured, and a bar that stopped keeps its length", () => {
  expect(barShape(sampleJob())).toEqual({ form: "unmeasured", fraction: 0 });
  expect(barShape(sampleJob({ state: "queued" }))).toEqual({ form: "empty", fraction: 0 });
  expect(barShape(sampleJob({ state: "failed", progress: { fraction: 0.19 } }))).toEqual({ form: "measured", fraction: 0.19 });
  expect(barShape(sampleJob({ state: "succeeded" }))).toEqual({ form: "measured", fraction: 1 });
});
