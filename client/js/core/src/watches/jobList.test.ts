import { expect, test } from "vitest";
import { sampleJob } from "../testing/samples.js";
import { JobList } from "./jobList.js";

test("an older or equal version is ignored", () => {
  const list = new JobList();
  const newer = sampleJob({ version: 5 });
  list.apply([newer]);
  list.apply([sampleJob({ version: 4 }), sampleJob({ version: 5, kind: "other" })]);
  expect(list.all).toEqual([newer]);
});

test("a version beyond 32 bits is compared as the number it is", () => {
  const list = new JobList();
  list.apply([sampleJob({ version: 4_294_967_301 })]);
  list.apply([sampleJob({ version: 8_589_934_593, attempt: 2 })]);
  expect(list.all[0]?.attempt).toBe(2);
});

test("jobs are listed newest first, those of the same moment by id", () => {
  const list = new JobList();
  list.apply([
    sampleJob({ id: "a", createdAt: "2026-03-02T09:00:00.000Z" }),
    sampleJob({ id: "c", createdAt: "2026-03-02T09:00:01.000Z" }),
    sampleJob({ id: "b", createdAt: "2026-03-02T09:00:01.000Z" }),
  ]);
  expect(list.all.map(({ id }) => id)).toEqual(["c", "b", "a"]);
});

test("the snapshot keeps its identity until something has changed", () => {
  const list = new JobList();
  list.apply([sampleJob({ version: 2 })]);
  const before = list.all;
  list.apply([sampleJob({ version: 1 })]);
  expect(list.all).toBe(before);
  list.apply([sampleJob({ version: 3 })]);
  expect(list.all).not.toBe(before);
});

test("beyond the capacity the oldest final jobs go, and unfinished ones stay", () => {
  const list = new JobList();
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1_000).toISOString();
  list.apply([
    sampleJob({ id: "old-running", createdAt: at(0) }),
    sampleJob({ id: "old-final", createdAt: at(1), state: "failed", finalizedAt: at(2) }),
  ]);
  list.apply(Array.from({ length: 499 }, (_, index) => sampleJob({ id: `j${index}`, createdAt: at(10 + index) })));
  expect(list.all).toHaveLength(500);
  expect(list.get("old-running")).toBeDefined();
  expect(list.get("old-final")).toBeUndefined();
});
