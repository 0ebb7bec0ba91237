/** A text cut where what is looked for begins and ends, in letters of either case. */
export function markHits(text: string, wanted: string): { text: string; isHit: boolean }[] {
  const [inText, inWanted] = [text.toLowerCase(), wanted.toLowerCase()];
  // A letter may have more letters in the other case: then places no longer agree.
  if (inWanted === "" || inText.length !== text.length) return [{ text, isHit: false }];
  const parts: { text: string; isHit: boolean }[] = [];
  let from = 0;
  for (let at = inText.indexOf(inWanted); at >= 0; at = inText.indexOf(inWanted, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), isHit: false });
    from = at + inWanted.length;
    parts.push({ text: text.slice(at, from), isHit: true });
  }
  if (from < text.length) parts.push({ text: text.slice(from), isHit: false });
  return parts;
}
