import { expect, test } from "vitest";
import { fieldsOf, type Schema } from "./schema";
import { argsOf, valuesOf } from "./values";

const schema: Schema = {
  type: "object",
  properties: {
    table: { type: ["string", "null"], default: null },
    path: { type: "string" },
    rows: { type: ["string", "integer"] },
    mode: { enum: ["fast", "safe", 3] },
    strict: { type: "boolean" },
    tags: { type: "array", items: { type: "string" } },
    sizes: { type: "array", items: { type: "integer" } },
    more: { type: "object", properties: { depth: { type: "number" } } },
    free: {},
  },
  required: ["path"],
};
const fields = fieldsOf(schema);

test("fields stand in the schema's order, the required ones first", () => {
  expect(fields.map(({ name, form }) => [name, form])).toEqual([
    ["path", "text"],
    ["table", "text"],
    ["rows", "integer"],
    ["mode", "choice"],
    ["strict", "flag"],
    ["tags", "list"],
    ["sizes", "list"],
    ["more", "object"],
    ["free", "json"],
  ]);
  expect(fields.find(({ name }) => name === "more")?.members[0]?.path).toBe("more.depth");
});

test("what is filled in becomes the arguments, and what is empty is left out", () => {
  const values = {
    path: "cities.csv",
    rows: "10",
    mode: "3",
    strict: "true",
    tags: "a\n\nb",
    sizes: "1\n2",
    "more.depth": "0.5",
    free: '{"a":[1]}',
  };
  expect(argsOf(fields, values)).toEqual({
    args: {
      path: "cities.csv",
      rows: 10,
      mode: 3,
      strict: true,
      tags: ["a", "b"],
      sizes: [1, 2],
      more: { depth: 0.5 },
      free: { a: [1] },
    },
    refusals: {},
  });
  expect(argsOf(fields, {}).args).toEqual({ path: "" });
});

test("what is no number goes to the server as it is, what is no JSON does not", () => {
  const { args, refusals } = argsOf(fields, { path: "x", rows: "many", free: "{" });
  expect(args).toEqual({ path: "x", rows: "many" });
  expect(refusals.free).toContain("no JSON");
});

test("arguments that are there fill the fields, and come back the same", () => {
  const args = { path: "<script>", rows: 3, strict: false, tags: ["مرحبا", "🎉"], more: { depth: 2 }, free: [1, { a: null }] };
  expect(argsOf(fields, valuesOf(fields, args)).args).toEqual(args);
});

test("a kind without a schema has one field for JSON", () => {
  const [only, ...rest] = fieldsOf(undefined);
  expect(rest).toEqual([]);
  expect(argsOf(only ? [only] : [], { "": "[1]" }).args).toEqual([1]);
  expect(argsOf(only ? [only] : [], {}).args).toEqual({});
});
