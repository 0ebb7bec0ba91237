import type { JobSnapshot } from "@progresshub/client";

/** Whether the first job was made before the second; of the same millisecond the id decides. */
export function isOlder(one: JobSnapshot, other: JobSnapshot): boolean {
  return one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id);
}

/** The rows with more jobs among them, newest first. Most jobs come at one of the two ends, so that all there are need not be sorted again. */
export function merge(
  rows: readonly string[],
  more: readonly JobSnapshot[],
  jobOf: (id: string) => JobSnapshot | undefined,
): readonly string[] {
  const sorted = [...more].sort((one, other) => (isOlder(one, other) ? 1 : -1));
  const result: string[] = [];
  let at = 0;
  for (const job of sorted) {
    while (at < rows.length) {
      const row = jobOf(rows[at] ?? "");
      if (row !== undefined && isOlder(row, job)) break;
      result.push(rows[at] ?? "");
      at += 1;
    }
    result.push(job.id);
  }
  return [...result, ...rows.slice(at)];
}
