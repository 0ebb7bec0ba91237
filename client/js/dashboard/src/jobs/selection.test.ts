import { expect, test } from "vitest";
import { Selection } from "./selection";

const rows = ["a", "b", "c", "d", "e"];
const ids = (selection: Selection) => [...selection.getSnapshot().ids].sort();

test("a range goes from the last one chosen, in either direction", () => {
  const selection = new Selection();
  selection.toggle("d");
  selection.extend("b", rows);
  expect(ids(selection)).toEqual(["b", "c", "d"]);
  selection.extend("e", rows);
  expect(ids(selection)).toEqual(["b", "c", "d", "e"]);
});

test("a row is chosen and let go by its id", () => {
  const selection = new Selection();
  selection.toggle("a");
  selection.toggle("b");
  selection.toggle("a");
  expect(ids(selection)).toEqual(["b"]);
  selection.clear();
  expect(ids(selection)).toEqual([]);
});

test("whoever chooses one by one no longer means all that match", () => {
  const selection = new Selection();
  const target = { ids: [] };
  selection.take(rows, { cutOff: "2026-03-02T09:00:00.000Z", cancel: { number: 1_204, target }, retry: { number: 3, target } });
  expect(selection.getSnapshot().all?.cancel.number).toBe(1_204);
  selection.toggle("a");
  expect(selection.getSnapshot().all).toBeUndefined();
  expect(ids(selection)).toEqual(["b", "c", "d", "e"]);
});
