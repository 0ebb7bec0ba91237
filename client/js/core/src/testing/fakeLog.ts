import type { LogLine, LogLines } from "../wire/wire.js";

/** A log as the server keeps it: the newest lines. */
export class FakeLog {
  readonly #id: string;
  readonly #most: number;
  #lines: LogLine[] = [];
  #next = 1;

  constructor(id: string, most = 10_000) {
    this.#id = id;
    this.#most = most;
  }

  get #dropped(): number {
    return this.#next - 1 - this.#lines.length;
  }

  /** Adds lines that are named by their numbers, and gives the message about them. */
  append(count: number): LogLines {
    const firstSeq = this.#next;
    const lines = Array.from({ length: count }, (_, at): LogLine => {
      const seq = firstSeq + at;
      return { seq, at: "2026-03-02T09:00:00.000Z", level: seq % 10 === 0 ? "Warning" : "Information", text: `line ${seq}` };
    });
    this.#next += count;
    this.#lines = [...this.#lines, ...lines].slice(-this.#most);
    return { id: this.#id, firstSeq, nextSeq: this.#next, lines, dropped: this.#dropped };
  }

  read(after: number, limit: number, text = ""): LogLines {
    const from = Math.max(this.#dropped, after < 0 ? this.#next - 1 + after : Math.min(after, this.#next - 1));
    const fitting = this.#lines.filter((line) => line.seq > from && line.text.includes(text));
    const lines = fitting.slice(0, limit);
    const nextSeq = lines.length === limit ? (lines.at(-1)?.seq ?? from) + 1 : this.#next;
    return { id: this.#id, firstSeq: from + 1, nextSeq, lines, dropped: this.#dropped };
  }
}
