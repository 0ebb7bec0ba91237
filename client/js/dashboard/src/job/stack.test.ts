import { expect, test } from "vitest";
import { errorText, isStack, lastErrorLines } from "./stack";

const startedAt = "2026-03-02T09:00:10.000Z";
const line = (seq: number, level: string, text: string, at = "2026-03-02T09:00:11.000Z") => ({ seq, at, level: level as "Error", text });
const error = { type: "System.IO.IOException", message: "The line broke." };
const stack = ["System.IO.IOException: The line broke.", "   at Import.Read() in Import.cs:line 12", "   at Import.RunAsync()"];

test("the last lines of an error are the stack, without those of an error before", () => {
  const logged = [
    line(1, "Error", "System.TimeoutException: Too slow."),
    line(2, "Error", "   at Import.Ask()"),
    ...stack.map((text, at) => line(3 + at, "Error", text)),
    line(6, "Information", "temporary files removed"),
  ];
  expect(lastErrorLines(logged, startedAt, error)).toEqual(stack);
  expect(isStack(lastErrorLines(logged, startedAt, error))).toBe(true);
});

test("an attempt that logged no error has no lines of the one before", () => {
  const before = stack.map((text, at) => line(1 + at, "Error", text, "2026-03-02T09:00:01.000Z"));
  expect(lastErrorLines([...before, line(4, "Warning", "slow")], startedAt, error)).toEqual([]);
});

test("what a program said at its end is shown without its colours, and is no stack", () => {
  const said = [line(1, "Information", "begins"), line(2, "Error", "\u001b[31mno space left\u001b[0m"), line(3, "Critical", "giving up")];
  expect(lastErrorLines(said, undefined, { type: "exit-code" })).toEqual(["no space left", "giving up"]);
  expect(isStack(lastErrorLines(said, undefined, { type: "exit-code" }))).toBe(false);
});

test("an exception of an unusual name is known by the error's type, whatever lines its message has", () => {
  const own = ["Shop.OutOfStock: There is none left of", "A-17.", "   at Shop.Take()"];
  const logged = [line(1, "Error", "a line before"), ...own.map((text, at) => line(2 + at, "Error", text))];
  expect(lastErrorLines(logged, startedAt, { type: "Shop.OutOfStock" })).toEqual(own);
});

test("the copied error names itself once", () => {
  expect(errorText(error, stack)).toBe(stack.join("\n"));
  expect(errorText(error, [])).toBe("System.IO.IOException: The line broke.");
  expect(errorText({ type: "exit-code", message: "It ended with 3." }, ["no space left"])).toBe(
    "exit-code: It ended with 3.\nno space left",
  );
});
