/** Capped exponential backoff with full jitter: anything between nothing and the bound, so that many pages do not return at once. */
export function backoffMs(failures: number, random: () => number, baseMs = 500, capMs = 10_000): number {
  return Math.round(random() * Math.min(capMs, baseMs * 2 ** failures));
}
