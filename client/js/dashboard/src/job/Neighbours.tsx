/** The jobs beside this one in the list that the reader came from. */
export function Neighbours(_: { id: string }) {
  return null;
}
