import { expect, test } from "vitest";
import { othersOf, questionWords, resultWords } from "./bulk";

test("a result tells what was changed, and what had ended already", () => {
  expect(resultWords("cancel", { matched: 1_204, changed: 1_190 }, 1_204)).toBe("Canceled 1,190. 14 had ended already.");
  expect(resultWords("cancel", { matched: 3, changed: 3 }, 3)).toBe("Canceled 3.");
  expect(resultWords("retry", { matched: 2, changed: 1 }, 2)).toBe("1 will run again. 1 could not run again.");
});

test("a job that has vanished before its turn is counted, too", () => {
  expect(resultWords("cancel", { matched: 2, changed: 2 }, 3)).toBe("Canceled 2. 1 had ended already.");
});

test("a question names one job, or the number of many", () => {
  expect(questionWords("cancel", 1, ["import-csv"], "")).toBe("Stop import-csv?");
  expect(questionWords("cancel", 1_204, ["a", "b", "c"], " in tenant-42 created before 14:03:22")).toBe(
    "Cancel 1,204 jobs in tenant-42 created before 14:03:22?",
  );
  expect(questionWords("retry", 12, ["a"], "")).toBe("Run 12 jobs again?");
});

test("of the jobs that were left as they are as many can be shown as one list takes", () => {
  const ids = Array.from({ length: 150 }, (_, n) => `job-${n}`);
  expect(othersOf({ matched: 200, changed: 50, unchanged: ids })).toEqual(ids.slice(0, 100));
  expect(othersOf({ matched: 2, changed: 2 })).toEqual([]);
});
