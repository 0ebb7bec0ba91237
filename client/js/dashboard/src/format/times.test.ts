import { expect, test } from "vitest";
import { age, ago, exact, moment, running, span, timeLeft, took } from "./times";

test.each([
  [0, "a few seconds left"],
  [9.9, "a few seconds left"],
  [10, "about 10 s left"],
  [24, "about 20 s left"],
  [59, "about 50 s left"],
  [61, "about 1 min left"],
  [130, "about 2 min left"],
  [599, "about 10 min left"],
  [1_000, "about 15 min left"],
  [3_599, "about 55 min left"],
  [3_600, "about 1 h left"],
  [5_500, "about 1 h 30 min left"],
  [36_000, "about 10 h left"],
  [200_000, "about 2 days left"],
])("%d seconds left reads %s", (seconds, text) => {
  expect(timeLeft(seconds)).toBe(text);
});

test.each([
  [-5, "0:00"],
  [134_999, "2:14"],
  [3_734_000, "1:02:14"],
])("a clock at %d ms shows %s", (ms, text) => {
  expect(running(ms)).toBe(text);
});

test.each([
  [840, "840 ms"],
  [4_290, "4.2 s"],
  [41_000, "41 s"],
  [134_000, "2 min 14 s"],
  [120_000, "2 min"],
  [3_725_000, "1 h 2 min"],
  [90_000_000, "1 d 1 h"],
])("what took %d ms took %s", (ms, text) => {
  expect(took(ms)).toBe(text);
});

test.each([
  [12_000, "12 s"],
  [240_000, "4 min"],
  [10_800_000, "3 h"],
  [172_800_000, "2 d"],
])("a span of %d ms is %s", (ms, text) => {
  expect(span(ms)).toBe(text);
});

test("an age is never negative and turns into the date after seven days", () => {
  const at = "2026-03-02T09:00:00.000Z";
  const then = Date.parse(at);
  expect(age(at, then - 60_000)).toBe("now");
  expect(age(at, then + 4_999)).toBe("now");
  expect(age(at, then + 5_000)).toBe("5 s");
  expect(age(at, then + 7 * 86_400_000)).toBe("2026-03-02");
});

test("the exact moment has milliseconds and the reader's offset", () => {
  expect(exact("2026-03-04T13:03:22.123Z")).toMatch(/^2026-03-0[345] \d\d:\d\d:22\.123 [+-]\d\d:\d\d$/);
});

test("by the clock a moment has its day where it is another one, and its year where that is", () => {
  const at = "2026-03-04T13:03:22.123Z";
  const now = Date.parse("2026-03-04T18:00:00.000Z");
  expect(moment(at, now, "relative")).toBe("4 h");
  expect(moment(at, now, "utc")).toBe("13:03:22Z");
  expect(moment(at, now + 86_400_000, "utc")).toBe("03-04 13:03Z");
  expect(moment(at, now + 366 * 86_400_000, "utc")).toBe("2026-03-04");
  expect(moment(at, now, "local")).toMatch(/^(\d\d-\d\d \d\d:03|\d\d:\d\d:22)$/);
  expect(exact(at, "utc")).toBe("2026-03-04 13:03:22.123 +00:00");
});

test.each([
  [-200, "just now"],
  [0, "just now"],
  [4_999, "just now"],
  [5_000, "5 s ago"],
  [61_000, "1 min ago"],
])("%d ms reads %s in a sentence", (ms, text) => {
  expect(ago(ms)).toBe(text);
});
