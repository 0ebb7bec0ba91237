import { expect, test } from "vitest";
import { matchingKinds } from "./kinds";
import { optionsOf } from "./options";

test("options that are empty are left out", () => {
  expect(optionsOf({})).toEqual({});
  expect(optionsOf({ groups: " ", priority: "", maxAttempts: " " })).toEqual({});
});

test("groups are split at spaces and commas, numbers are numbers", () => {
  expect(optionsOf({ groups: "tenant:42, user:7  x", priority: "-5", maxAttempts: "2" })).toEqual({
    groups: ["tenant:42", "user:7", "x"],
    priority: -5,
    maxAttempts: 2,
  });
});

test("the own time of the reader is sent as UTC", () => {
  expect(optionsOf({ dueAt: "2026-03-02T09:00" }).dueAt).toBe(new Date(2026, 2, 2, 9).toISOString());
  expect(optionsOf({ dueAt: "never" })).toEqual({});
});

test("a kind is found by words of its name and its description", () => {
  const kinds = [{ name: "import-csv", args: { description: "Reads a CSV file into a table." } }, { name: "checksum" }];
  expect(matchingKinds(kinds, "TABLE imp").map(({ name }) => name)).toEqual(["import-csv"]);
  expect(matchingKinds(kinds, "")).toHaveLength(2);
  expect(matchingKinds(kinds, "x-y")).toEqual([]);
});
