import type { JobSnapshot } from "@progresshub/client";
import type { Sort } from "./filter";

/** Whether the first job was made before the second; of the same millisecond the id decides. */
export function isOlder(one: JobSnapshot, other: JobSnapshot): boolean {
  return one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id);
}

/** Whether the first job stands above the second in a list of this order. */
export function isAbove(one: JobSnapshot, other: JobSnapshot, sort: Sort): boolean {
  return sort === "newest" ? isOlder(other, one) : isOlder(one, other);
}

/** The rows with more jobs among them, in their order. Most jobs come at one of the two ends, so that all there are need not be sorted again. */
export function merge(
  rows: readonly string[],
  more: readonly JobSnapshot[],
  jobOf: (id: string) => JobSnapshot | undefined,
  sort: Sort = "newest",
): readonly string[] {
  const sorted = [...more].sort((one, other) => (isAbove(one, other, sort) ? -1 : 1));
  const result: string[] = [];
  let at = 0;
  for (const job of sorted) {
    while (at < rows.length) {
      const row = jobOf(rows[at] ?? "");
      if (row !== undefined && isAbove(job, row, sort)) break;
      result.push(rows[at] ?? "");
      at += 1;
    }
    result.push(job.id);
  }
  return [...result, ...rows.slice(at)];
}
