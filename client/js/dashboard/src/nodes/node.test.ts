import { expect, test } from "vitest";
import { inOrder, isFull, type Node, nodesWords, runningOn, usualVersion } from "./node";

const node = (name: string, more: Partial<Node> = {}): Node => ({
  id: name,
  name,
  version: "1.0.0",
  role: "both",
  startedAt: "2026-03-02T08:00:00.000Z",
  beatAt: "2026-03-02T09:00:00.000Z",
  missing: false,
  slots: 4,
  running: {},
  endedLastMinute: 0,
  watches: 0,
  cpuLoad: 0,
  ...more,
});

test("a node is full when it runs what it may, and never where it runs nothing", () => {
  expect(runningOn(node("a", { running: { x: 3, y: 1 } }))).toBe(4);
  expect(isFull(node("a", { running: { x: 3, y: 1 } }))).toBe(true);
  expect(isFull(node("a", { running: { x: 3 } }))).toBe(false);
  expect(isFull(node("a", { role: "web", slots: 0 }))).toBe(false);
});

test("what needs a look comes first", () => {
  const nodes = [node("c"), node("a", { running: { x: 4 } }), node("b"), node("d", { missing: true })];
  expect(inOrder(nodes).map(({ name }) => name)).toEqual(["d", "a", "b", "c"]);
  expect(nodesWords(nodes)).toBe("1 missing · 3 nodes here · 1 full");
  expect(nodesWords([node("a")])).toBe("1 node here");
});

test("the version of most is the usual one", () => {
  expect(usualVersion([])).toBeUndefined();
  expect(usualVersion([node("a"), node("b", { version: "0.9.0" }), node("c")])).toBe("1.0.0");
});
