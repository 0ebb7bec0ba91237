/** Tells listeners that something changed, at most once per turn of the schedule given. */
export class Subscribable {
  readonly #listeners = new Set<() => void>();
  readonly #schedule: (run: () => void) => void;
  #isScheduled = false;

  constructor(schedule: (run: () => void) => void = perFrame) {
    this.#schedule = schedule;
  }

  /** Bound, so that it can be handed to useSyncExternalStore as it is. */
  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  protected changed(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#schedule(() => {
      this.#isScheduled = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }
}

/** Once per frame; a hidden tab has no frames, so it does no work. */
export function perFrame(run: () => void): void {
  requestAnimationFrame(run);
}
