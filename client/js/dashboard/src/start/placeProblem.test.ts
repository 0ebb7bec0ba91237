import { expect, test } from "vitest";
import { placeProblem } from "./placeProblem";

test("what is wrong with the path stands under the path", () => {
  const placed = placeProblem({
    title: "T",
    detail: "D",
    cure: "Mend it.",
    errors: { "args.path": ["No such file."], kind: ["Unknown."] },
  });
  expect(placed).toEqual({ ofPath: ["No such file."], ofForm: ["kind: Unknown."], cure: "Mend it." });
});

test("a problem without members shows its detail, else its title", () => {
  expect(placeProblem({ title: "T", detail: "D" })).toEqual({ ofPath: [], ofForm: ["D"], cure: undefined });
  expect(placeProblem({ title: "T" })).toEqual({ ofPath: [], ofForm: ["T"], cure: undefined });
});

test("no problem, no words", () => {
  expect(placeProblem(undefined)).toEqual({ ofPath: [], ofForm: [], cure: undefined });
});

test("a cure that only points at the members is left to programs", () => {
  const problem = {
    type: "urn:progresshub:problem:invalid-request",
    cure: "Mend the members in errors.",
    errors: { "args.path": ["Give a path."] },
  };
  expect(placeProblem(problem)).toEqual({ ofPath: ["Give a path."], ofForm: [], cure: undefined });
});
