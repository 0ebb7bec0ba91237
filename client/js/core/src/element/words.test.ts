import { expect, test } from "vitest";
import { sampleJob } from "../testing/samples.js";
import { etaOf, labelOf, percentOf, wordsOf } from "./words.js";

const running = sampleJob({ progress: { fraction: 0.999, message: "line 8", etaSeconds: 130 } });
const failed = sampleJob({ state: "failed", finalizedAt: "2026-03-02T09:00:09.000Z", error: { type: "T", message: "No such file." } });

test("100 percent belongs to a job that has succeeded, and unknown is no number", () => {
  expect(percentOf(running)).toBe(99);
  expect(percentOf(sampleJob({ state: "succeeded" }))).toBe(100);
  expect(percentOf(sampleJob())).toBeUndefined();
});

test("the label is what the job does, else its state, and why it failed", () => {
  expect(labelOf(running, wordsOf("en"))).toBe("line 8");
  expect(labelOf(sampleJob(), wordsOf("de-AT"))).toBe("Läuft");
  expect(labelOf(failed, wordsOf("en"))).toBe("Failed: No such file.");
  expect(labelOf({ ...running, cancelRequested: true }, wordsOf("en"))).toBe("Canceling…");
});

test("time left is told in the page's language, and not where it would be a guess", () => {
  expect(etaOf(running, "en")).toBe("in 2 min.");
  expect(etaOf(running, "de")).toBe("in 2 Min.");
  expect(etaOf(sampleJob({ progress: { fraction: 0.1, etaSeconds: 3 } }), "en")).toBe("in 10 sec.");
  expect(etaOf(sampleJob({ progress: { done: 5, etaSeconds: 3 } }), "en")).toBe("");
  expect(etaOf({ ...running, state: "queued" }, "en")).toBe("");
});
