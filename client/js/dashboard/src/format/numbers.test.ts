import { expect, test } from "vitest";
import { bytes, count, tightCount } from "./numbers";

test.each([
  [0, "0"],
  [9_999, count(9_999)],
  [10_000, "10.0k"],
  [12_399, "12.3k"],
  [999_999, "999k"],
  [1_204_331, "1.20M"],
])("%d in a tight column is %s", (value, text) => {
  expect(tightCount(value)).toBe(text);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.00 kB"],
  [1_894_400, "1.89 MB"],
  [24_100_000, "24.1 MB"],
  [1_999_999_999, "1.99 GB"],
  [2e12, "2.00 TB"],
])("%d bytes are %s", (value, text) => {
  const { digits, unit } = bytes(value);
  expect(`${digits} ${unit}`).toBe(text);
});
