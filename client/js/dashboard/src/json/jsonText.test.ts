import { expect, test } from "vitest";
import { folded, kindOf, membersOf, pathOf } from "./jsonText";

test("each value has a kind, null and booleans are words", () => {
  expect(["a", 1, true, null, [1], {}].map(kindOf)).toEqual(["text", "number", "word", "word", "list", "object"]);
});

test("a path is written as a program would write it", () => {
  expect(pathOf("result", "rows", false)).toBe("result.rows");
  expect(pathOf("result.rows", "3", true)).toBe("result.rows[3]");
  expect(pathOf("args", 'a "b"', false)).toBe('args["a \\"b\\""]');
  expect(pathOf("args", "<script>", false)).toBe('args["<script>"]');
});

test("what is folded says how much there is", () => {
  expect(folded([1, 2])).toBe("2 items");
  expect(folded({ a: 1 })).toBe("1 member");
  expect(membersOf("text")).toEqual([]);
});
