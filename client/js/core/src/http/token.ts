/** A token, or how to get one; absent where the page's own cookies are enough. */
export type TokenSource = string | (() => TokenAnswer | Promise<TokenAnswer>);

/** A token alone is asked for again after a minute; one whose end is known, in RFC 3339, shortly before it. */
export type TokenAnswer = string | undefined | { readonly token: string; readonly expiresAt: string };

const plainLifetimeMs = 60_000;

/** Asked again this long before its end. */
const earlyMs = 30_000;

/** The newest answer of a token source. */
export class Token {
  readonly #source: TokenSource | undefined;
  readonly #now: () => number;
  #kept: Promise<TokenAnswer> | undefined;
  #renewAt = 0;
  #endsAt: number | undefined;

  constructor(source: TokenSource | undefined, now: () => number = Date.now) {
    this.#source = source;
    this.#now = now;
  }

  get isThere(): boolean {
    return this.#source !== undefined;
  }

  get isRenewable(): boolean {
    return typeof this.#source === "function";
  }

  /** When it is asked for again, if its end is known. */
  get endsAt(): number | undefined {
    return this.#endsAt;
  }

  async get(): Promise<string | undefined> {
    const source = this.#source;
    if (typeof source !== "function") return source;
    if (this.#kept === undefined || this.#now() >= this.#renewAt) {
      // Callers at the same moment share one question.
      this.#renewAt = Number.POSITIVE_INFINITY;
      const asked = (async () => source())();
      this.#kept = asked;
      try {
        const answer = await asked;
        this.#endsAt = typeof answer === "object" ? Math.max(Date.parse(answer.expiresAt) - earlyMs, this.#now() + 1_000) : undefined;
        this.#renewAt = this.#endsAt ?? this.#now() + plainLifetimeMs;
      } catch (error) {
        this.forget();
        throw error;
      }
    }
    const answer = await this.#kept;
    return typeof answer === "object" ? answer.token : answer;
  }

  /** The server has refused it: the next use asks again. */
  forget(): void {
    this.#kept = undefined;
  }
}
