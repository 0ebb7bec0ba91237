import type { LogLine } from "../wire/wire.js";

/**
 * The lines known and those that have come: each once, in order. Where numbers between them are missing, the server no longer keeps those lines,
 * and what was known before the gap goes, so that what stays has none.
 */
export function joined(known: readonly LogLine[], come: readonly LogLine[], next: number, most: number): readonly LogLine[] {
  const news = come.filter(({ seq }) => known.length === 0 || seq >= next);
  const [first] = news;
  if (first === undefined) return known;
  const all = first.seq > next ? news : [...known, ...news];
  return all.length > most ? all.slice(-most) : all;
}
