import { useRef } from "react";

/** While the reader follows, lines that are gone may leave in such steps. */
const step = 1_000;

/** Beyond this a browser can no longer draw a list of lines, whoever reads it. */
const mostRows = 200_000;

/** The number before the first row: it stays while somebody reads, so that no line moves, and moves on with what is dropped while the end is followed. */
export function useBase(dropped: number | undefined, isFollowing: boolean): number {
  const base = useRef<number>(undefined);
  const before = base.current;
  if (dropped === undefined) return 0;
  const isDue = before === undefined || before > dropped || (isFollowing && dropped - before >= step) || dropped - before >= mostRows;
  if (isDue) base.current = dropped;
  return base.current ?? dropped;
}
