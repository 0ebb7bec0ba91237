import type { LogLine } from "@progresshub/client/log";
import { isGrave } from "./levels";

/** Where errors begin: of the lines of one stack, which follow each other, only the first. */
export function errorStarts(lines: readonly LogLine[]): readonly number[] {
  const grave = lines.filter(({ level }) => isGrave(level));
  return grave.filter(({ seq, text }, at) => grave[at - 1]?.seq !== seq - 1 || !isStackLine(text)).map(({ seq }) => seq);
}

/** Those of an exception that are not its first: where it was thrown, and what it was caused by. */
function isStackLine(text: string): boolean {
  return /^\s+(?:at\s|---|…)/.test(text);
}
