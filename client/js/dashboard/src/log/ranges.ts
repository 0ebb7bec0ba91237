import type { ProgressHubError } from "@progresshub/client";
import type { LogLine, LogWatch } from "@progresshub/client/log";
import { Store } from "./store";

const linesPerRange = 200;

/** What was scrolled past long ago can be read again. */
const mostRanges = 50;

/** Lines of a log by their number: of the newest as they come, of older ones a range at a time, as they are looked at. */
export class Ranges extends Store {
  readonly #watch: Pick<LogWatch, "getSnapshot" | "read">;
  readonly #ranges = new Map<number, ReadonlyMap<number, LogLine>>();
  readonly #asked = new Set<number>();
  #error: ProgressHubError | undefined;

  constructor(watch: Pick<LogWatch, "getSnapshot" | "read">) {
    super();
    this.#watch = watch;
  }

  /** Why a range could not be read. */
  get error(): ProgressHubError | undefined {
    return this.#error;
  }

  /** A line, or undefined while it is on its way. */
  lineAt(seq: number): LogLine | undefined {
    const { lines = [] } = this.#watch.getSnapshot();
    const oldest = lines[0]?.seq;
    if (oldest !== undefined && seq >= oldest) return lines[seq - oldest];
    const number = Math.floor((seq - 1) / linesPerRange);
    const range = this.#ranges.get(number);
    if (range === undefined) void this.#read(number);
    return range?.get(seq);
  }

  /** Asks again for what could not be read. */
  tryAgain(): void {
    this.#error = undefined;
    this.changed();
  }

  async #read(number: number): Promise<void> {
    if (this.#asked.has(number) || this.#error !== undefined) return;
    this.#asked.add(number);
    try {
      const { lines } = await this.#watch.read({ after: number * linesPerRange, limit: linesPerRange });
      this.#ranges.set(number, new Map(lines.map((line) => [line.seq, line])));
      for (const oldest of this.#ranges.keys()) {
        if (this.#ranges.size <= mostRanges) break;
        this.#ranges.delete(oldest);
      }
    } catch (error) {
      this.#error = error as ProgressHubError;
    } finally {
      this.#asked.delete(number);
      this.changed();
    }
  }
}
