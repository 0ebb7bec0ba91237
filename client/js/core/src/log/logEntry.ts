import type { Api } from "../http/api.js";
import { ProgressHubError } from "../http/error.js";
import { Entry, type EntryParts, type Poll } from "../watches/entry.js";
import { pollTimeoutMs } from "../watches/jobEntry.js";
import { pause } from "../watches/turns.js";
import type { View } from "../watches/views.js";
import type { LogLine, LogLines, LogWatchItem } from "../wire/wire.js";
import { joined } from "./tail.js";

/** What is kept here of a log; older lines are asked for by range. The server keeps as many, unless it was told otherwise. */
const mostKept = 10_000;

/** The most lines of one answer over HTTP. */
export const linesPerRead = 1_000;

/** A watch is answered with so many lines at most. */
const linesPerAnswer = 200;

const retryMs = 1_000;

/** The newest lines of a log. */
export interface LogTail extends View {
  /** Without a gap, the newest last; absent until they have been read. */
  readonly lines?: readonly LogLine[] | undefined;
  /** The number that the next line will have; 1 while there is none. */
  readonly nextSeq: number;
  /** The numbers 1 to this are no longer kept by the server. */
  readonly dropped: number;
}

/** The end of one log, kept current: lines come by push, and over HTTP where a push has left some out. */
export class LogEntry extends Entry<readonly LogLine[], LogTail> {
  readonly key: string;
  readonly list = "logs";
  readonly name: string;
  readonly isFinal = false;
  readonly #api: Api;
  #lines: readonly LogLine[] | undefined;
  #next = 1;
  #dropped = 0;
  /** Lines up to before this number are known to be there. */
  #end = 1;
  #reading: Promise<void> | undefined;

  constructor(id: string, api: Api, parts: EntryParts) {
    super(parts);
    this.name = id.toLowerCase();
    this.key = `log ${this.name}`;
    this.#api = api;
  }

  get value(): readonly LogLine[] | undefined {
    return this.#lines;
  }

  get nextSeq(): number {
    return this.#next;
  }

  protected makeView(base: View): LogTail {
    return { ...base, lines: this.#lines, nextSeq: this.#next, dropped: this.#dropped };
  }

  item(): LogWatchItem {
    return { id: this.name, ...(this.#lines !== undefined && { after: this.#next - 1 }) };
  }

  override logAppended(log: LogLines): void {
    if (log.id !== this.name) return;
    this.#end = Math.max(this.#end, log.nextSeq);
    if (this.#lines === undefined || log.firstSeq <= this.#next) this.#take(log);
    // A full answer may have left out what came after it.
    if (log.lines.length === linesPerAnswer) this.#end = Math.max(this.#end, this.#next + 1);
    if (this.#end > this.#next) void this.#readOn();
  }

  /** Without a hub the end is asked for. */
  async poll({ adopt }: Poll): Promise<void> {
    const { store } = await this.#readPage();
    adopt(store);
  }

  /** A range of the log, or what `question` finds in it. */
  async read(question: string): Promise<{ page: LogLines; store: string | undefined }> {
    const path = `api/jobs/${encodeURIComponent(this.name)}/log?${question}`;
    const { value, store } = await this.#api.send<LogLines>(path, { token: this.token, timeoutMs: 2 * pollTimeoutMs });
    if (value === undefined) throw new ProgressHubError("internal", "The server answered without lines.");
    return { page: value, store };
  }

  forget(): void {
    this.#lines = undefined;
    this.#next = this.#end = 1;
    this.#dropped = 0;
    this.touch();
  }

  /** Asks for what is known to be there, as long as somebody wants it: every line is stored before it is told of. */
  #readOn(): Promise<void> {
    this.#reading ??= (async () => {
      try {
        while (this.users > 0 && this.#end > this.#next) {
          try {
            const { page } = await this.#readPage();
            if (page.lines.length === 0) this.#end = this.#next;
          } catch (error) {
            if (!(error instanceof ProgressHubError) || !error.isTransient) return;
            await pause(retryMs);
          }
        }
      } finally {
        this.#reading = undefined;
      }
    })();
    return this.#reading;
  }

  async #readPage(): Promise<{ page: LogLines; store: string | undefined }> {
    const after = this.#lines === undefined ? -linesPerAnswer : this.#next - 1;
    const answer = await this.read(`after=${after}&limit=${linesPerRead}`);
    this.#take(answer.page);
    return answer;
  }

  #take({ lines, nextSeq, dropped }: LogLines): void {
    const isNews = nextSeq > this.#next || dropped > this.#dropped || this.#lines === undefined;
    if (!isNews) return;
    this.#lines = joined(this.#lines ?? [], lines, this.#next, mostKept);
    this.#next = Math.max(this.#next, nextSeq);
    this.#end = Math.max(this.#end, this.#next);
    this.#dropped = Math.max(this.#dropped, dropped);
    this.received();
  }
}
