import type { JobSnapshot } from "@progresshub/client";
import { expect, test } from "vitest";
import { averageRate, cancelingWords, usualWords } from "./progressWords";

const startedAt = "2026-03-02T09:00:00.000Z";
const at = (second: number) => Date.parse(startedAt) + second * 1_000;
const running = { state: "running", startedAt } as JobSnapshot;

test("a job that does not stop says for how long", () => {
  expect(cancelingWords(9_000)).toBe("Canceling…");
  expect(cancelingWords(42_000)).toBe("Canceling for 42 s: the job has not stopped yet.");
});

test("a job that has ended tells its average rate, if it counted", () => {
  const ended = {
    ...running,
    state: "succeeded",
    finalizedAt: "2026-03-02T09:00:10.000Z",
    progress: { done: 20_000, unit: "rows" },
  } as JobSnapshot;
  expect(averageRate(ended)).toBe("2,000 rows/s on average");
  expect(averageRate(running)).toBe("");
  expect(averageRate({ ...ended, finalizedAt: startedAt })).toBe("");
});

test("where a job does not know how long it takes, its kind does", () => {
  expect(usualWords(running, 240, at(60))).toBe("usually 4 min");
  expect(usualWords(running, 240, at(481))).toBe("longer than usual (4 min)");
  expect(usualWords({ ...running, progress: { etaSeconds: 4 } }, 240, at(60))).toBe("");
  expect(usualWords(running, undefined, at(60))).toBe("");
  expect(usualWords({ ...running, state: "queued" }, 240, at(60))).toBe("");
});
