import { expect, test } from "vitest";
import { lineTime } from "./lineTime";

const start = "2026-03-02T09:00:00.000Z";

test("a line's time is told from the start, in UTC, or not at all", () => {
  expect(lineTime("2026-03-02T09:01:02.045Z", "offset", start)).toBe("+01:02.045");
  expect(lineTime("2026-03-02T11:01:02.045Z", "offset", start)).toBe("+2:01:02.045");
  expect(lineTime("2026-03-02T09:01:02.045Z", "utc", start)).toBe("09:01:02.045");
  expect(lineTime("2026-03-02T09:01:02.045Z", "off", start)).toBe("");
});

test("a line from before the start has its time of day instead of a negative offset", () => {
  const before = "2026-03-02T08:59:58.500Z";
  expect(lineTime(before, "offset", start)).toBe(lineTime(before, "local", start));
  expect(lineTime("2026-03-02T08:59:59.990Z", "offset", start)).toBe("+00:00.000");
});
