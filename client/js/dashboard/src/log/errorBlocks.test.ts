import type { LogLine } from "@progresshub/client/log";
import { expect, test } from "vitest";
import { errorStarts } from "./errorBlocks";

const line = (seq: number, level: LogLine["level"], text: string): LogLine => ({ seq, at: "2026-03-02T09:00:00.000Z", level, text });

test("of a stack only its first line is a place to go to, and each error of its own is one", () => {
  const lines = [
    line(3, "Error", "no space left"),
    line(4, "Error", "System.IO.IOException: The line broke."),
    line(5, "Error", " ---> System.Net.Sockets.SocketException: Reset."),
    line(6, "Error", "   at Import.Read()"),
    line(7, "Error", "   --- End of inner exception stack trace ---"),
    line(8, "Warning", "slow"),
    line(9, "Critical", "   at the end of its rope"),
  ];
  expect(errorStarts(lines)).toEqual([3, 4, 9]);
});
