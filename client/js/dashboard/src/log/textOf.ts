import type { LogWatch } from "@progresshub/client/log";
import { plainOf } from "./ansi";
import type { LineRange } from "./lineRange";

const linesPerRead = 1_000;

/** Lines as plain text with line breaks: those of a range, or all there are. */
export async function copiedLines(
  watch: Pick<LogWatch, "read">,
  { first, last }: LineRange = { first: 1, last: Number.POSITIVE_INFINITY },
): Promise<string> {
  const texts: string[] = [];
  let after = first - 1;
  while (after < last) {
    const { lines, nextSeq } = await watch.read({ after, limit: Math.min(linesPerRead, last - after) });
    if (lines.length === 0) break;
    texts.push(...lines.filter(({ seq }) => seq <= last).map(({ text }) => plainOf(text)));
    after = nextSeq - 1;
  }
  return texts.join("\n");
}
