/** Two keep-alives of the server (5 s each) have not come. */
const silentAfterMs = 10_000;

/** Knows when the server was heard last, and tells once a socket has been silent for too long. */
export class Silence {
  readonly #now: () => number;
  readonly #fell: () => void;
  #heardAt: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(now: () => number, fell: () => void) {
    this.#now = now;
    this.#fell = fell;
  }

  get heardAt(): number | undefined {
    return this.#heardAt;
  }

  heard(): void {
    this.#heardAt = this.#now();
  }

  /** Watches from now on. */
  watch(): void {
    clearTimeout(this.#timer);
    const left = (this.#heardAt ?? 0) + silentAfterMs - this.#now();
    if (left > 0) this.#timer = setTimeout(() => this.watch(), left);
    else this.#fell();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
