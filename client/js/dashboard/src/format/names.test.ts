import { expect, test } from "vitest";
import { shorten } from "./names";

test("a long name loses its middle, and none is cut through a character", () => {
  expect(shorten("tenant-42", 14)).toBe("tenant-42");
  expect(shorten("customer:germany:berlin:mitte", 14)).toBe("custome…:mitte");
  expect(shorten("🦊".repeat(20), 5)).toBe("🦊🦊…🦊🦊");
});
