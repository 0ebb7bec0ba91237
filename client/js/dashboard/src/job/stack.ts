import type { JobError } from "@progresshub/client";
import type { LogLine } from "@progresshub/client/log";
import { plainOf } from "../log/ansi";

const grave = new Set<string>(["Error", "Critical"]);

/** The last lines of an attempt that tell of an error and follow each other: the stack of an exception, or what a program or a script has said at its end. */
export function lastErrorLines(
  lines: readonly Pick<LogLine, "seq" | "at" | "level" | "text">[],
  startedAt: string | undefined,
): readonly string[] {
  const end = lines.findLastIndex(
    ({ level, at }) => grave.has(level) && (startedAt === undefined || Date.parse(at) >= Date.parse(startedAt)),
  );
  let begin = end;
  while (begin > 0 && grave.has(lines[begin - 1]?.level ?? "") && !beginsException(lines[begin]?.text ?? "")) begin -= 1;
  return end < 0 ? [] : lines.slice(begin, end + 1).map(({ text }) => plainOf(text));
}

/** Whether they are the stack of an exception. */
export function isStack(lines: readonly string[]): boolean {
  return lines.some((line) => line.startsWith("   at "));
}

/** The error and what the log has of it, for others. */
export function errorText({ type, message }: JobError, lines: readonly string[]): string {
  const [first = ""] = lines;
  return first.startsWith(type) ? lines.join("\n") : [`${type}: ${message}`, ...lines].join("\n");
}

/** The full name of a type and a colon. */
function beginsException(text: string): boolean {
  return /^[A-Za-z_][\w.+`]*(?:Exception|Error)\b.*?: /.test(text);
}
