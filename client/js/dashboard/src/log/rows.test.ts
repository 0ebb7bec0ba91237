import type { LogLine } from "@progresshub/client/log";
import { expect, test } from "vitest";
import type { Ranges } from "./ranges";
import { allRows, matchingRows } from "./rows";

const ranges = { lineAt: (seq: number) => ({ seq }) } as unknown as Ranges;

test("each line has a row", () => {
  const rows = allRows(ranges, 0, 11);
  expect(rows.count).toBe(10);
  expect([rows.seqAt(0), rows.seqAt(9)]).toEqual([1, 10]);
  expect([rows.rowOf(1), rows.rowOf(10), rows.rowOf(99)]).toEqual([0, 9, 9]);
});

test("where lines were dropped, the first row says so", () => {
  const rows = allRows(ranges, 500, 1_501);
  expect(rows.count).toBe(1_001);
  expect([rows.seqAt(0), rows.seqAt(1)]).toEqual([0, 501]);
  expect(rows.lineAt(0)).toBeUndefined();
  expect([rows.rowOf(7), rows.rowOf(501)]).toEqual([0, 1]);
});

test("of the lines that match, one that is not there gives the next", () => {
  const rows = matchingRows([3, 10, 40].map((seq) => ({ seq }) as LogLine));
  expect([rows.rowOf(3), rows.rowOf(4), rows.rowOf(41)]).toEqual([0, 1, 2]);
});
