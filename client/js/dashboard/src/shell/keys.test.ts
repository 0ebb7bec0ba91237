import { expect, test } from "vitest";
import { keyTable } from "./keyTable";

test("every key of the help is told once", () => {
  const keys = keyTable.flatMap(({ keys: own }) => own);
  expect(new Set(keys.map(({ key, says }) => `${key} ${says}`)).size).toBe(keys.length);
  expect(keys.map(({ key }) => key)).toContain("g o");
});
