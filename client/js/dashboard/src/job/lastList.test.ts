import { expect, test } from "vitest";
import { neighboursOf, rememberList } from "./lastList";

test("a job has neighbours in the list that was seen last", () => {
  expect(neighboursOf("b")).toEqual({ previous: undefined, next: undefined });
  let ids = ["a", "b", "c"];
  rememberList(() => ids);
  expect(neighboursOf("b")).toEqual({ previous: "a", next: "c" });
  expect(neighboursOf("a")).toEqual({ previous: undefined, next: "b" });
  ids = ["b"];
  expect(neighboursOf("b")).toEqual({ previous: undefined, next: undefined });
});
