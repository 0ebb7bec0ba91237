import { expect, test } from "vitest";
import { placeProblem } from "./placeProblem";

test("what is wrong with the path stands under the path", () => {
  const placed = placeProblem({
    title: "T",
    detail: "D",
    cure: "Mend it.",
    errors: { "args.path": ["No such file."], kind: ["Unknown."] },
  });
  expect(placed).toEqual({ ofPath: ["No such file."], ofForm: ["kind: Unknown."], cure: undefined });
});

test("a problem without members shows its detail, else its title, and its cure", () => {
  expect(placeProblem({ title: "T", detail: "D", cure: "C" })).toEqual({ ofPath: [], ofForm: ["D"], cure: "C" });
  expect(placeProblem({ title: "T" })).toEqual({ ofPath: [], ofForm: ["T"], cure: undefined });
});

test("no problem, no words", () => {
  expect(placeProblem(undefined)).toEqual({ ofPath: [], ofForm: [], cure: undefined });
});
