import type { JobError } from "@progresshub/client";
import type { LogLine } from "@progresshub/client/log";
import { plainOf } from "../log/ansi";
import { isGrave } from "../log/levels";

/** The last lines of an attempt that tell of an error and follow each other: the stack of an exception, or what a program or a script has said at its end. */
export function lastErrorLines(
  lines: readonly LogLine[],
  startedAt: string | undefined,
  { type }: Pick<JobError, "type">,
): readonly string[] {
  const end = lines.findLastIndex(
    ({ level, at }) => isGrave(level) && (startedAt === undefined || Date.parse(at) >= Date.parse(startedAt)),
  );
  if (end < 0) return [];
  const begins = ({ text }: LogLine) => text.startsWith(`${type}:`) || exceptionBegins.test(text);
  let begin = end;
  for (let line = lines[begin]; line !== undefined && !begins(line); line = lines[begin]) {
    const before = lines[begin - 1];
    if (before === undefined || !isGrave(before.level)) break;
    begin -= 1;
  }
  return lines.slice(begin, end + 1).map(({ text }) => plainOf(text));
}

/** The full name of a type and a colon. */
const exceptionBegins = /^[A-Za-z_][\w.+`]*(?:Exception|Error)\b.*?: /;

/** Whether they are the stack of an exception. */
export function isStack(lines: readonly string[]): boolean {
  return lines.some((line) => line.startsWith("   at "));
}

/** The error and what the log has of it, for others. */
export function errorText({ type, message }: JobError, lines: readonly string[]): string {
  const [first = ""] = lines;
  return first.startsWith(type) ? lines.join("\n") : [`${type}: ${message}`, ...lines].join("\n");
}
