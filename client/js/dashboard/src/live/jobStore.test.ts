import { expect, test, vi } from "vitest";
import { JobStore } from "./jobStore";
import { sampleJob } from "./samples";

const atOnce = (run: () => void) => run();

test("an older or equal version is ignored", () => {
  const store = new JobStore(atOnce);
  const newer = sampleJob({ version: 5 });
  store.apply([newer]);
  store.apply([sampleJob({ version: 4 }), sampleJob({ version: 5, kind: "other" })]);
  expect(store.getSnapshot()).toEqual([newer]);
});

test("a version beyond 32 bits is compared as the number it is", () => {
  const store = new JobStore(atOnce);
  store.apply([sampleJob({ version: 4_294_967_301 })]);
  store.apply([sampleJob({ version: 8_589_934_593, attempt: 2 })]);
  expect(store.getSnapshot()[0]?.attempt).toBe(2);
});

test("another store makes all versions forgotten, the first one does not", () => {
  const store = new JobStore(atOnce);
  store.apply([sampleJob({ version: 9 })]);
  store.adopt("a");
  expect(store.getSnapshot()).toHaveLength(1);
  store.adopt("a");
  expect(store.getSnapshot()).toHaveLength(1);
  store.adopt("b");
  expect(store.getSnapshot()).toHaveLength(0);
  store.apply([sampleJob({ version: 2 })]);
  expect(store.getSnapshot()[0]?.version).toBe(2);
});

test("jobs are listed newest first, those of the same moment by id", () => {
  const store = new JobStore(atOnce);
  store.apply([
    sampleJob({ id: "a", createdAt: "2026-03-02T09:00:00.000Z" }),
    sampleJob({ id: "c", createdAt: "2026-03-02T09:00:01.000Z" }),
    sampleJob({ id: "b", createdAt: "2026-03-02T09:00:01.000Z" }),
  ]);
  expect(store.getSnapshot().map(({ id }) => id)).toEqual(["c", "b", "a"]);
});

test("the snapshot keeps its identity until something has changed", () => {
  const store = new JobStore(atOnce);
  store.apply([sampleJob({ version: 2 })]);
  const before = store.getSnapshot();
  store.apply([sampleJob({ version: 1 })]);
  expect(store.getSnapshot()).toBe(before);
  store.apply([sampleJob({ version: 3 })]);
  expect(store.getSnapshot()).not.toBe(before);
});

test("many changes within a frame are told once", () => {
  const frames: (() => void)[] = [];
  const store = new JobStore((run) => frames.push(run));
  const listener = vi.fn();
  store.subscribe(listener);
  for (let version = 1; version <= 10; version += 1) store.apply([sampleJob({ version })]);
  expect(frames).toHaveLength(1);
  frames[0]?.();
  expect(listener).toHaveBeenCalledTimes(1);
});

test("beyond the capacity the oldest final jobs go, and unfinished ones stay", () => {
  const store = new JobStore(atOnce);
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1_000).toISOString();
  store.apply([
    sampleJob({ id: "old-running", createdAt: at(0) }),
    sampleJob({ id: "old-final", createdAt: at(1), state: "failed", finalizedAt: at(2) }),
  ]);
  store.apply(Array.from({ length: 499 }, (_, index) => sampleJob({ id: `j${index}`, createdAt: at(10 + index) })));
  expect(store.getSnapshot()).toHaveLength(500);
  expect(store.get("old-running")).toBeDefined();
  expect(store.get("old-final")).toBeUndefined();
});
