import { expect, test } from "vitest";
import { backoffMs } from "./backoff.js";

test("the bound doubles with each failure up to the cap", () => {
  expect([0, 1, 2, 3, 4, 5, 50].map((failures) => backoffMs(failures, () => 1))).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

test("the jitter is full: anything from nothing to the bound", () => {
  expect(backoffMs(3, () => 0)).toBe(0);
  expect(backoffMs(3, () => 0.25)).toBe(1_000);
});
