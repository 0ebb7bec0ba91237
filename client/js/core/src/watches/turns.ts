/** The server takes 20 calls a second. */
const gapMs = 100;

/** One call at a time, with a gap between. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  take(call: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(call);
    this.#last = turn.then(
      () => pause(gapMs),
      () => undefined,
    );
    return turn;
  }

  /** What is still under way is waited for no longer. */
  reset(): void {
    this.#last = Promise.resolve();
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
