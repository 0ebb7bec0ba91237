import type { ProgressHubError } from "@progresshub/client";
import type { LogLevel, LogLine, LogWatch } from "@progresshub/client/log";
import { isGrave, levels } from "./levels";
import { Store } from "./store";

const linesPerRead = 1_000;

/** Twice what a server keeps of a log; of more, the older half goes. */
const mostKept = 20_000;

/** What is looked for: lines of a level and graver ones, or with a text in them, or both. */
export interface Wanted {
  readonly level?: LogLevel | undefined;
  readonly text?: string | undefined;
}

/** The lines of a whole log that match, found by the server, and from then on those that come. */
export class Matches extends Store {
  readonly #watch: Pick<LogWatch, "getSnapshot" | "read" | "subscribe">;
  readonly #wanted: Wanted;
  readonly #fits: (line: LogLine) => boolean;
  #most: number;
  // Both grow in place: lines may come by the thousand a second, and to copy all there are for each few would cost more with every one.
  #lines: LogLine[] = [];
  #grave: LogLine[] = [];
  /** All numbers up to this have been looked at. */
  #lookedTo = 0;
  #isReading = false;
  #error: ProgressHubError | undefined;

  /** Stops at `most` matches until `all` is called. */
  constructor(watch: Pick<LogWatch, "getSnapshot" | "read" | "subscribe">, wanted: Wanted, most = Number.POSITIVE_INFINITY) {
    super();
    this.#watch = watch;
    this.#wanted = wanted;
    this.#most = most;
    this.#fits = fitting(wanted);
  }

  /** The newest 20,000 matches at most; the same list while it grows. */
  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** Those of them that tell of an error. */
  get grave(): readonly LogLine[] {
    return this.#grave;
  }

  /** There may be more matches than these. */
  get isPartial(): boolean {
    return this.#lookedTo < this.#watch.getSnapshot().nextSeq - 1;
  }

  get error(): ProgressHubError | undefined {
    return this.#error;
  }

  /** Keeps it current; gives the way to stop. */
  follow(): () => void {
    const stop = this.#watch.subscribe(() => this.#look());
    this.#look();
    return stop;
  }

  /** Goes on to the log's end. */
  all(): void {
    this.#most = Number.POSITIVE_INFINITY;
    this.#look();
  }

  tryAgain(): void {
    this.#error = undefined;
    this.#look();
  }

  #look(): void {
    const { lines, nextSeq } = this.#watch.getSnapshot();
    if (lines === undefined || this.#lookedTo >= nextSeq - 1) return;
    const oldest = lines[0]?.seq ?? nextSeq;
    if (oldest > this.#lookedTo + 1) {
      void this.#read();
      return;
    }
    if (this.#isReading) return;
    const found = lines.slice(this.#lookedTo + 1 - oldest).filter(this.#fits);
    this.#lookedTo = nextSeq - 1;
    this.#add(found);
  }

  async #read(): Promise<void> {
    if (this.#isReading || this.#error !== undefined || this.#lines.length >= this.#most) return;
    this.#isReading = true;
    try {
      const { level, text } = this.#wanted;
      const page = await this.#watch.read({ after: this.#lookedTo, limit: linesPerRead, level, text });
      this.#lookedTo = Math.max(this.#lookedTo, page.nextSeq - 1);
      this.#add(page.lines);
    } catch (error) {
      this.#error = error as ProgressHubError;
      this.changed();
    } finally {
      this.#isReading = false;
    }
    this.#look();
  }

  #add(found: readonly LogLine[]): void {
    for (const line of found) {
      this.#lines.push(line);
      if (isGrave(line.level)) this.#grave.push(line);
    }
    if (this.#lines.length > mostKept) {
      this.#lines = this.#lines.slice(-mostKept / 2);
      this.#grave = this.#lines.filter(({ level }) => isGrave(level));
    }
    this.changed();
  }
}

function fitting({ level, text = "" }: Wanted): (line: LogLine) => boolean {
  const least = level === undefined ? 0 : levels.indexOf(level);
  const wanted = text.toLowerCase();
  return (line) => levels.indexOf(line.level) >= least && line.text.toLowerCase().includes(wanted);
}
