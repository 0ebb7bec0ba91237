import type { LogLine } from "@progresshub/client/log";
import type { Ranges } from "./ranges";

/** The rows of the viewer, whether they are all lines or those that match. */
export interface Rows {
  readonly count: number;
  /** The number of the line in a row; 0 for the row that tells of dropped lines. */
  seqAt(row: number): number;
  /** The row of a line, or of the first one after it. */
  rowOf(seq: number): number;
  /** Undefined while the line is on its way. */
  lineAt(row: number): LogLine | undefined;
}

/** All lines from the one after `base`; where older ones were dropped, a row before them says so. */
export function allRows(ranges: Ranges, base: number, nextSeq: number): Rows {
  const lead = base > 0 ? 1 : 0;
  const count = Math.max(0, nextSeq - 1 - base) + lead;
  const seqAt = (row: number) => (row < lead ? 0 : base + 1 + row - lead);
  return {
    count,
    seqAt,
    rowOf: (seq) => Math.min(count - 1, Math.max(0, seq - base - 1 + lead)),
    lineAt: (row) => (row < lead ? undefined : ranges.lineAt(seqAt(row))),
  };
}

export function matchingRows(lines: readonly LogLine[]): Rows {
  return {
    count: lines.length,
    seqAt: (row) => lines[row]?.seq ?? -1,
    rowOf: (seq) => Math.max(0, Math.min(lines.length - 1, firstAtLeast(lines, seq))),
    lineAt: (row) => lines[row],
  };
}

function firstAtLeast(lines: readonly LogLine[], seq: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
