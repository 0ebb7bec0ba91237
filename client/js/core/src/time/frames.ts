type Schedule = (run: () => void) => void;

/** A tab that is not seen has no frames; it is told this often. */
const hiddenMs = 1_000;

/** Gathers who wants to be told, and tells each once per frame: all that changed is seen together. */
export class Frames {
  readonly #changed = new Set<ReadonlySet<() => void>>();
  readonly #schedule: Schedule;

  constructor(schedule: Schedule = nextFrame) {
    this.#schedule = schedule;
  }

  tell(listeners: ReadonlySet<() => void>): void {
    this.#changed.add(listeners);
    if (this.#changed.size === 1) this.#schedule(() => this.#flush());
  }

  #flush(): void {
    const listeners = new Set([...this.#changed].flatMap((changed) => [...changed]));
    this.#changed.clear();
    for (const listener of listeners) listener();
  }
}

function nextFrame(run: () => void): void {
  if (typeof requestAnimationFrame !== "function") {
    setTimeout(run, 16);
    return;
  }
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    run();
  });
  const timer = setTimeout(() => {
    cancelAnimationFrame(frame);
    run();
  }, hiddenMs);
}
