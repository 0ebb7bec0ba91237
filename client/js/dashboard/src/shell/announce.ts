/** Between two sentences at least this long. */
const gapMs = 10_000;

let region: ((text: string) => void) | undefined;
let waiting: string | undefined;
let saidAt = Number.NEGATIVE_INFINITY;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says a sentence to a screen reader, through the one polite region of the page: at most one in ten seconds, of those that wait the newest. What the reader has asked for is said at once. */
export function announce(text: string, { isAskedFor = false }: { isAskedFor?: boolean } = {}): void {
  waiting = text;
  const wait = isAskedFor ? 0 : saidAt + gapMs - performance.now();
  clearTimeout(timer);
  if (wait <= 0) say();
  else timer = setTimeout(say, wait);
}

/** The region that is spoken. */
export function speakThrough(speak: (text: string) => void): () => void {
  region = speak;
  return () => {
    region = undefined;
  };
}

function say(): void {
  if (waiting === undefined) return;
  saidAt = performance.now();
  region?.(waiting);
  waiting = undefined;
}
