import { expect, test } from "vitest";
import { placeProblem } from "./placeProblem";

test("what is wrong with the path stands under the path", () => {
  const placed = placeProblem({
    message: "D",
    cure: "Mend it.",
    errors: { "args.path": ["No such file."], kind: ["Unknown."] },
  });
  expect(placed).toEqual({ ofPath: ["No such file."], ofForm: ["kind: Unknown."], cure: undefined });
});

test("a problem without members shows its message and its cure", () => {
  expect(placeProblem({ message: "D", cure: "C", errors: undefined })).toEqual({ ofPath: [], ofForm: ["D"], cure: "C" });
});

test("no problem, no words", () => {
  expect(placeProblem(undefined)).toEqual({ ofPath: [], ofForm: [], cure: undefined });
});
