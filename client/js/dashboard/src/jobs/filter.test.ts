import { expect, test } from "vitest";
import { bulkFilter, createdRange, isFiltered, listQuery, readFilter, writeFilter } from "./filter";

const now = Date.parse("2026-03-02T09:00:00.000Z");
const address = "?state=running,failed&kind=import-csv&group=tenant:42&q=lat&created=24h";

test("an address comes out of its filter as it went in", () => {
  expect(writeFilter(readFilter(new URLSearchParams(address)).filter)).toBe(address);
  expect(writeFilter(readFilter(new URLSearchParams("")).filter)).toBe("");
});

test("what nobody reads is named and kept out of the question", () => {
  const { filter, unknown } = readFilter(new URLSearchParams("stat=running&state=running,done&created=yesterday"));
  expect(unknown).toEqual(["stat", "state=done", "created=yesterday"]);
  expect(listQuery(filter, now)).toBe("jobs?state=running");
});

test("what the page says goes before the address, and stays out of it", () => {
  const fixed = { group: "g" };
  const { filter } = readFilter(new URLSearchParams("group=other&state=failed"), fixed);
  expect(filter.group).toBe("g");
  expect(writeFilter(filter, fixed)).toBe("?state=failed");
});

test("a span is counted from now, and a range is what it says", () => {
  expect(createdRange("1h", now)).toEqual({ after: "2026-03-02T08:00:00.000Z" });
  expect(createdRange("2026-03-02T08:10:00Z..2026-03-02T08:12:00Z", now)).toEqual({
    after: "2026-03-02T08:10:00.000Z",
    before: "2026-03-02T08:12:00.000Z",
  });
});

test("a change of many is cut off, and asks only for states that it can change", () => {
  const { filter } = readFilter(new URLSearchParams("state=running,failed"));
  const cutOff = "2026-03-02T08:59:00.000Z";
  expect(bulkFilter(filter, ["scheduled", "queued", "running"], cutOff, now)).toEqual({
    group: "all",
    state: ["running"],
    createdBefore: cutOff,
  });
  expect(bulkFilter(filter, ["canceled"], cutOff, now)).toBeUndefined();
});

test("the order stands in the address unless it is the usual one", () => {
  const read = (address: string) => readFilter(new URLSearchParams(address));
  expect(read("sort=created").filter.sort).toBe("newest");
  expect(writeFilter(read("sort=oldest&state=failed").filter)).toBe("?state=failed&sort=oldest");
  expect(listQuery(read("sort=oldest").filter, now)).toBe("jobs?sort=oldest");
  expect(read("sort=duration").unknown).toEqual(["sort=duration"]);
  expect(isFiltered(read("sort=oldest").filter)).toBe(false);
});

test("jobs that are named are asked for by name alone, a hundred at most", () => {
  const { filter } = readFilter(new URLSearchParams("id=a,b&state=failed&sort=oldest"));
  expect(listQuery(filter, now, { limit: "100" })).toBe("jobs?id=a,b");
  expect(writeFilter(filter)).toBe("?id=a,b");
  const many = Array.from({ length: 120 }, (_, n) => n).join(",");
  expect(readFilter(new URLSearchParams(`id=${many}`)).filter.ids).toHaveLength(100);
});
