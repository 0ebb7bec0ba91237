import type { LogLevel, LogLine, LogRange, LogTail } from "@progresshub/client/log";
import { expect, test, vi } from "vitest";
import { Matches } from "./matches";
import { Ranges } from "./ranges";

const line = (seq: number, level: LogLevel = "Information", text = `line ${seq}`): LogLine => ({
  seq,
  level,
  text,
  at: "2026-03-02T09:00:00.000Z",
});

/** A log of which only the newest lines are known, as its watch has it. */
class FakeLog {
  all: LogLine[];
  known: number;
  reads: LogRange[] = [];
  failing = false;
  #listeners = new Set<() => void>();

  constructor(all: LogLine[], known: number) {
    this.all = all;
    this.known = known;
  }

  getSnapshot = () => ({ lines: this.all.slice(-this.known), nextSeq: this.all.length + 1, dropped: 0 }) as unknown as LogTail;

  subscribe = (changed: () => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  read = async (range: LogRange = {}) => {
    this.reads.push(range);
    if (this.failing) throw new Error("away");
    const { after = 0, limit = 200, text = "", level } = range;
    const fitting = this.all.filter((one) => one.seq > after && one.text.includes(text) && (level === undefined || one.level === level));
    const lines = fitting.slice(0, limit);
    const nextSeq = lines.length < limit ? this.all.length + 1 : (lines.at(-1)?.seq ?? 0) + 1;
    return { id: "x", firstSeq: after + 1, nextSeq, lines, dropped: 0 };
  };

  append(...lines: LogLine[]) {
    this.all.push(...lines);
    this.known += lines.length;
    for (const listener of this.#listeners) listener();
  }
}

const many = (count: number) => Array.from({ length: count }, (_, at) => line(at + 1, at % 10 === 9 ? "Warning" : "Information"));

test("what the server finds in the whole log is followed by what comes", async () => {
  const log = new FakeLog(many(5_000), 100);
  const matches = new Matches(log, { level: "Warning" });
  matches.follow();
  await vi.waitFor(() => expect(matches.lines).toHaveLength(500));
  log.append(line(5_001), line(5_002, "Warning"), line(5_003, "Error"));
  expect(matches.lines.slice(-2).map(({ seq }) => seq)).toEqual([5_002, 5_003]);
  expect(matches.isPartial).toBe(false);
  expect(log.reads).toHaveLength(1);
});

test("a count stops at the most that it needs, and goes on when all are wanted", async () => {
  const log = new FakeLog(many(30_000), 100);
  const matches = new Matches(log, { level: "Warning" }, 1_000);
  matches.follow();
  await vi.waitFor(() => expect(matches.lines).toHaveLength(1_000));
  expect(matches.isPartial).toBe(true);
  matches.all();
  await vi.waitFor(() => expect(matches.lines).toHaveLength(3_000));
  expect(new Set(matches.lines.map(({ seq }) => seq)).size).toBe(3_000);
});

test("a text is found in letters of either case, of lines that come too", async () => {
  const log = new FakeLog([line(1, "Information", "disk full")], 1);
  const matches = new Matches(log, { text: "DISK" });
  matches.follow();
  log.append(line(2, "Information", "Disk again"), line(3));
  expect(matches.lines.map(({ seq }) => seq)).toEqual([1, 2]);
});

test("older lines are read a range at a time, each once", async () => {
  const log = new FakeLog(many(5_000), 100);
  const ranges = new Ranges(log);
  expect(ranges.lineAt(4_950)?.seq).toBe(4_950);
  expect(ranges.lineAt(350)).toBeUndefined();
  expect(ranges.lineAt(351)).toBeUndefined();
  await vi.waitFor(() => expect(ranges.lineAt(350)?.seq).toBe(350));
  expect(log.reads).toEqual([{ after: 200, limit: 200 }]);
});

test("a range that cannot be read says so, and is asked for again only when told", async () => {
  const log = new FakeLog(many(500), 10);
  log.failing = true;
  const ranges = new Ranges(log);
  ranges.lineAt(1);
  await vi.waitFor(() => expect(ranges.error).toBeDefined());
  ranges.lineAt(1);
  expect(log.reads).toHaveLength(1);
  log.failing = false;
  ranges.tryAgain();
  ranges.lineAt(1);
  await vi.waitFor(() => expect(ranges.lineAt(1)?.seq).toBe(1));
});

test("of matches without end the newest are kept, and none is copied for what comes", () => {
  const log = new FakeLog([], 0);
  const matches = new Matches(log, { level: "Warning" });
  matches.follow();
  const { lines } = matches;
  for (let first = 1; first <= 20_000; first += 1_000)
    log.append(...Array.from({ length: 1_000 }, (_, at) => line(first + at, at === 0 ? "Error" : "Warning")));
  expect(matches.lines).toBe(lines);
  expect(lines).toHaveLength(20_000);
  expect(matches.grave).toHaveLength(20);
  log.append(line(20_001, "Critical"));
  expect(matches.lines).toHaveLength(10_000);
  expect(matches.grave.map(({ seq }) => seq).slice(-2)).toEqual([19_001, 20_001]);
});
