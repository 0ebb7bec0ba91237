import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Reader, readJob, readJobPage, readProblem, readSubmitAnswer, readWatchAnswer } from "./readers.js";

const folder = new URL("../../../../../tests/fixtures/", import.meta.url);

// By the beginning of the file's name. A message of a kind that nobody reads here is drift, too.
const readers: Record<string, Reader<unknown>> = {
  "job-page": readJobPage,
  job: readJob,
  problem: readProblem,
  "submit-answer": readSubmitAnswer,
  "watch-answer": readWatchAnswer,
};

describe("golden messages", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

  test("are there", () => {
    expect(files.length).toBeGreaterThanOrEqual(5);
  });

  test.each(files)("%s reads as its type", (file) => {
    const reader = Object.entries(readers).find(([name]) => file.startsWith(name))?.[1];
    if (reader === undefined) throw new Error(`No reader for ${file}.`);
    const message: unknown = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    expect(reader(message, file)).toEqual(message);
  });

  test("a member that is not known is refused", () => {
    const job = JSON.parse(readFileSync(new URL("job-succeeded.json", folder), "utf8"));
    expect(() => readJob({ ...job, status: "done" }, "job")).toThrow("job.status");
    expect(() => readJob({ ...job, state: "done" }, "job")).toThrow("job.state");
    expect(() => readJob({ ...job, node: null }, "job")).toThrow("job.node");
    expect(() => readJob({ ...job, createdAt: "2026-03-02T09:00:00Z" }, "job")).toThrow("job.createdAt");
    const { version: _, ...rest } = job;
    expect(() => readJob(rest, "job")).toThrow("job.version");
  });
});
