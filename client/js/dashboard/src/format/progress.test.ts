import { expect, test } from "vitest";
import { sampleJob } from "../../../core/src/testing/samples";
import { amount, exactAmount, isFinishing, percentage, rate } from "./progress";

const grouped = (value: number) => new Intl.NumberFormat().format(value);

test("an amount has one unit for both of its numbers", () => {
  expect(amount({ done: 1_420_000_000, total: 2_000_000_000, unit: "B" })).toBe("1.42 of 2.00 GB");
  expect(amount({ done: 5_000_000, total: 2_000_000_000, unit: "B" })).toBe("0.00 of 2.00 GB");
  expect(amount({ done: 1_200_000_000, unit: "B" })).toBe("1.20 GB");
  expect(amount({ done: 1_204_331, total: 2_270_000, unit: "rows" })).toBe(`${grouped(1_204_331)} of ${grouped(2_270_000)} rows`);
  expect(amount({ done: 1_204_331, total: 2_270_000, unit: "rows" }, true)).toBe("1.20M of 2.27M rows");
  expect(amount({ done: 0, total: 3 })).toBe("0 of 3");
});

test("an unknown amount is empty", () => {
  expect(amount(undefined)).toBe("");
  expect(amount({ message: "looking" })).toBe("");
  expect(exactAmount({})).toBe("");
});

test("the exact amount has every digit", () => {
  expect(exactAmount({ done: 1_894_400, total: 5_120_000, unit: "B" })).toBe(`${grouped(1_894_400)} of ${grouped(5_120_000)} bytes`);
});

test.each([
  [0, "0%"],
  [0.009, "0%"],
  [0.29, "29%"],
  [0.999, "99%"],
  [1, "99%"],
  [undefined, ""],
])("a running job at %s shows %s", (fraction, text) => {
  expect(percentage(sampleJob({ progress: fraction === undefined ? {} : { fraction } }))).toBe(text);
});

test("100% belongs to succeeded alone", () => {
  expect(percentage(sampleJob({ state: "succeeded", progress: { fraction: 0.4 } }))).toBe("100%");
  expect(percentage(sampleJob({ state: "canceled", progress: { fraction: 1 } }))).toBe("99%");
});

test("a slow percent has one decimal", () => {
  expect(percentage(sampleJob({ progress: { fraction: 0.4567, done: 45_670, total: 100_000, ratePerSecond: 10 } }))).toBe("45.6%");
  expect(percentage(sampleJob({ progress: { fraction: 1, done: 100_000, total: 100_000, ratePerSecond: 10 } }))).toBe("99.9%");
});

test("all done but running is finishing", () => {
  expect(isFinishing(sampleJob({ progress: { done: 5, total: 5 } }))).toBe(true);
  expect(isFinishing(sampleJob({ progress: { done: 0, total: 0 } }))).toBe(false);
  expect(isFinishing(sampleJob({ state: "succeeded", progress: { done: 5, total: 5 } }))).toBe(false);
});

test("a rate below one a second is told by the minute", () => {
  expect(rate({ ratePerSecond: 24_100_000, unit: "B" })).toBe("24.1 MB/s");
  expect(rate({ ratePerSecond: 8_912.4, unit: "rows" })).toBe(`${grouped(8_912)} rows/s`);
  expect(rate({ ratePerSecond: 0.2, unit: "rows" })).toBe("12 rows/min");
  expect(rate({ ratePerSecond: 3 })).toBe("3/s");
  expect(rate({})).toBe("");
  expect(rate({ ratePerSecond: 0 })).toBe("");
});
