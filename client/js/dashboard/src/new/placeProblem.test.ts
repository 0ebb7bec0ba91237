import { expect, test } from "vitest";
import { placeProblem } from "./placeProblem";
import { fieldsOf } from "./schema";

const fields = fieldsOf({ type: "object", properties: { path: { type: "string" }, more: { type: "object", properties: { depth: {} } } } });
const place = (errors?: Record<string, string[]>) =>
  placeProblem({ message: "It is refused.", cure: "Mend it.", errors }, fields, ["groups"]);

test("what is about a field stands under it, however deep", () => {
  expect(place({ "args.path": ["Outside."], "args.more.depth": ["Too deep."], "groups[1]": ["No name."] })).toEqual({
    byField: { "args.path": ["Outside."], "args.more.depth": ["Too deep."], groups: ["No name."] },
    general: [],
    cure: undefined,
  });
});

test("what is about no field stands under the form, by its name", () => {
  expect(place({ "args.other": ["Nobody reads it."] }).general).toEqual(["args.other: Nobody reads it."]);
  expect(place()).toEqual({ byField: {}, general: ["It is refused."], cure: "Mend it." });
  expect(placeProblem(undefined, fields, [])).toEqual({ byField: {}, general: [], cure: undefined });
});
