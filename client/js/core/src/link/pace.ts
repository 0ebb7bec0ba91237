/** At most so many requests in any second, whoever makes them: a server that does not answer is not hammered. */
const perSecond = 2;

export class Pace {
  #times: number[] = [];

  /** How long the next request has to wait, in milliseconds; 0 counts it as made. */
  waitMs(now: number): number {
    this.#times = this.#times.filter((time) => now - time < 1_000);
    const first = this.#times[0];
    if (first !== undefined && this.#times.length >= perSecond) return first + 1_000 - now;
    this.#times.push(now);
    return 0;
  }
}
