import { expect, test } from "vitest";
import { plainOf, runsOf } from "./ansi";

const esc = String.fromCharCode(27);

test("plain text is one run", () => {
  expect(runsOf("chunk 31 committed")).toEqual([{ text: "chunk 31 committed", style: "" }]);
  expect(runsOf("")).toEqual([]);
});

test("the sixteen colours, bold and underline become classes", () => {
  expect(runsOf(`a ${esc}[1;31mred${esc}[0m b ${esc}[4mline${esc}[24m ${esc}[92mbright${esc}[39m`)).toEqual([
    { text: "a ", style: "" },
    { text: "red", style: "ansi-red ansi-bold" },
    { text: " b ", style: "" },
    { text: "line", style: "ansi-underline" },
    { text: " ", style: "" },
    { text: "bright", style: "ansi-green" },
  ]);
});

test("all other escapes go, their numbers too", () => {
  expect(
    plainOf(
      `${esc}[2Kwiped ${esc}[38;5;31mdeep${esc}[38;2;1;4;31mtrue${esc}]8;;http://x${esc}\\link${esc}]0;title${String.fromCharCode(7)}${esc}c!`,
    ),
  ).toBe("wiped deeptruelink!");
  expect(runsOf(`${esc}[38;5;31mdeep`)).toEqual([{ text: "deep", style: "" }]);
});

test("a carriage return rewrites its line", () => {
  expect(plainOf("10%\r20%\r30%")).toBe("30%");
  expect(plainOf("done\r")).toBe("done");
});

test("control characters are shown as pictures, markup as text", () => {
  expect(plainOf("a\u0000b\tc\u007f<script>")).toBe("a␀b\tc␡<script>");
});
