/** A stretch of text in one style. */
export interface Run {
  readonly text: string;
  /** Names of classes, empty for plain text. */
  readonly style: string;
}

const esc = String.fromCharCode(27);
const bell = String.fromCharCode(7);

/** Any escape sequence: control sequences, those with a text of their own such as titles and links, and the short ones. */
const sequence = new RegExp(`${esc}(?:\\[([0-?]*)[ -/]*([@-~])|\\][^${bell}${esc}]*(?:${bell}|${esc}\\\\)?|[ -/]*[0-~]?)`, "g");

const colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "grey"] as const;

/** The styles of a line as a terminal would show it: sixteen colours, bold and underline; all other escapes go. */
export function runsOf(line: string): Run[] {
  const text = rewritten(line);
  if (!text.includes(esc)) return text === "" ? [] : [{ text: visible(text), style: "" }];
  const runs: Run[] = [];
  let style: Style = plain;
  let from = 0;
  for (const found of text.matchAll(sequence)) {
    add(runs, text.slice(from, found.index), style);
    from = found.index + found[0].length;
    if (found[2] === "m") style = styled(style, found[1] ?? "");
  }
  add(runs, text.slice(from), style);
  return runs;
}

/** A line as plain text. */
export function plainOf(line: string): string {
  return runsOf(line)
    .map(({ text }) => text)
    .join("");
}

interface Style {
  readonly colour: string | undefined;
  readonly isBold: boolean;
  readonly isUnderlined: boolean;
}

const plain: Style = { colour: undefined, isBold: false, isUnderlined: false };

function add(runs: Run[], text: string, { colour, isBold, isUnderlined }: Style): void {
  if (text === "") return;
  const style = [colour && `ansi-${colour}`, isBold && "ansi-bold", isUnderlined && "ansi-underline"].filter(Boolean).join(" ");
  runs.push({ text: visible(text), style });
}

function styled(before: Style, codes: string): Style {
  let style = before;
  const numbers = codes.split(/[;:]/).map(Number);
  for (let at = 0; at < numbers.length; at += 1) {
    const code = numbers[at] ?? 0;
    if (code === 38 || code === 48) {
      // 256 colours and true colours are beyond the sixteen: their numbers are no codes.
      at += numbers[at + 1] === 5 ? 2 : 4;
      continue;
    }
    style = withCode(style, code);
  }
  return style;
}

function withCode(style: Style, code: number): Style {
  if (code === 0) return plain;
  if (code === 1) return { ...style, isBold: true };
  if (code === 22) return { ...style, isBold: false };
  if (code === 4) return { ...style, isUnderlined: true };
  if (code === 24) return { ...style, isUnderlined: false };
  if (code === 39) return { ...style, colour: undefined };
  const colour = code >= 30 && code <= 37 ? colours[code - 30] : code >= 90 && code <= 97 ? colours[code - 90] : undefined;
  return colour === undefined ? style : { ...style, colour };
}

/** A carriage return goes back to the line's beginning, and what follows takes the place of what was there. */
function rewritten(line: string): string {
  if (!line.includes("\r")) return line;
  const parts = line.split("\r").filter((part) => part !== "");
  return parts.at(-1) ?? "";
}

/** Control characters as their pictures; the tab stays what it is. */
function visible(text: string): string {
  let shown = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    shown += code < 32 && code !== 9 ? String.fromCodePoint(0x2400 + code) : code === 127 ? "␡" : character;
  }
  return shown;
}
