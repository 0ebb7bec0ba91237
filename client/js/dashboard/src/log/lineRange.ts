/** Lines of a log that an address names: `#L120` or `#L120-L140`. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export function rangeIn(hash: string): LineRange | undefined {
  const found = /^#L(\d{1,15})(?:-L(\d{1,15}))?$/.exec(hash);
  if (found === null) return undefined;
  const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])];
  return from < 1 || to < 1 ? undefined : { first: Math.min(from, to), last: Math.max(from, to) };
}

export function hashOf({ first, last }: LineRange): string {
  return first === last ? `#L${first}` : `#L${first}-L${last}`;
}

/** The range after a click on a line: with Shift from where the one before began. */
export function clicked(before: LineRange | undefined, seq: number, isExtended: boolean): LineRange {
  if (!isExtended || before === undefined) return { first: seq, last: seq };
  return { first: Math.min(before.first, seq), last: Math.max(before.first, seq) };
}
