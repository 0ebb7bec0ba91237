type Ids = () => readonly string[];

let last: Ids = () => [];

/** A list says which jobs it shows, in its order: the pages of its jobs go on from one to the next. */
export function rememberList(ids: Ids): void {
  last = ids;
}

/** The jobs before and after this one in the list that was seen last. */
export function neighboursOf(id: string): { previous: string | undefined; next: string | undefined } {
  const ids = last();
  const at = ids.indexOf(id);
  return at < 0 ? { previous: undefined, next: undefined } : { previous: ids[at - 1], next: ids[at + 1] };
}
