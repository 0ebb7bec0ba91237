import type { Followed, ProgressHubClient, WatchOptions } from "../client.js";
import { innardsOf } from "../innards.js";
import { WatchHandle } from "../watches/watch.js";
import type { WatchTable } from "../watches/watchTable.js";
import type { LogLevel, LogLine, LogLines } from "../wire/wire.js";
import { LogEntry, type LogTail, linesPerRead } from "./logEntry.js";

/** Lines that follow each other. */
export interface LogPiece {
  lines: readonly LogLine[];
  /** So many lines before these are gone: the server no longer keeps them. */
  missed: number;
}

/** Which lines to read. */
export interface LogRange {
  /** Only lines with a higher number; a negative one counts from the end. 0 by default. */
  after?: number | undefined;
  /** 1 to 1,000, 200 by default. */
  limit?: number | undefined;
  /** Only lines of this level and graver ones. */
  level?: LogLevel | undefined;
  /** Only lines that contain this text, in letters of either case. */
  text?: string | undefined;
}

/**
 * The log of a job. As something to subscribe to it is the newest lines; as an iterator all lines, each once and in order, from the oldest that is
 * kept to the last one of the final job.
 */
export interface LogWatch extends Followed<LogTail>, AsyncIterable<LogPiece> {
  /** Reads a range of it, or searches all of it. Throws a `ProgressHubError`. */
  read(range?: LogRange): Promise<LogLines>;
  /** Ends its iterators and subscriptions. */
  close(): void;
}

export interface LogOptions extends WatchOptions {
  /** The iterator begins after the line of this number; 0 by default. */
  after?: number;
}

/** Watches the log of a job, over the connection that the client has anyway. */
export function watchLog(hub: ProgressHubClient, id: string, options: LogOptions = {}): LogWatch {
  const { api, table, parts } = innardsOf(hub);
  const own = new LogEntry(id, api, parts(options.token));
  const handle = new WatchHandle(table, own);
  const closing = new AbortController();
  return {
    getSnapshot: handle.getSnapshot,
    subscribe: handle.subscribe,
    read: async ({ after, limit, level, text } = {}) => (await own.read(question({ after, limit, level, q: text }))).page,
    close() {
      closing.abort();
      handle.close();
    },
    [Symbol.asyncIterator]: () => pieces(hub, table, own, options, closing.signal),
  };
}

function question(members: Record<string, string | number | undefined>): string {
  const given = Object.entries(members).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

async function* pieces(
  hub: ProgressHubClient,
  table: WatchTable,
  own: LogEntry,
  { after = 0, token }: LogOptions,
  closed: AbortSignal,
): AsyncGenerator<LogPiece, void, undefined> {
  if (closed.aborted) return;
  const entry = table.hold(own);
  const job = hub.watchJob(own.name, { token });
  let isFinal = false;
  let failure: unknown;
  const end = job.final.then(
    () => {
      isFinal = true;
    },
    (error: unknown) => {
      failure = error;
    },
  );
  const ended = new Promise<void>((resolve) => closed.addEventListener("abort", () => resolve(), { once: true }));
  let next = after + 1;
  try {
    while (!closed.aborted) {
      const error = entry.error ?? failure;
      if (error !== undefined) throw error;
      const [oldest] = entry.value ?? [];
      const isKept = oldest !== undefined && oldest.seq <= next && next < entry.nextSeq;
      // All lines of an attempt are stored before its end is told.
      const isLastLook = isFinal;
      if (isKept) {
        const lines = (entry.value ?? []).slice(next - oldest.seq);
        next = entry.nextSeq;
        yield { lines, missed: 0 };
      } else if (next < entry.nextSeq || entry.value === undefined || isLastLook) {
        const { page } = await entry.read(`after=${next - 1}&limit=${linesPerRead}`);
        const missed = Math.max(0, page.dropped - next + 1);
        const isNothing = page.lines.length === 0;
        next = Math.max(next, page.nextSeq);
        if (!isNothing || missed > 0) yield { lines: page.lines, missed };
        if (isNothing && isLastLook) return;
        if (isNothing && entry.value === undefined) await Promise.race([entry.next(), end, ended]);
      } else {
        await Promise.race([entry.next(), end, ended]);
      }
    }
  } finally {
    job.close();
    table.release(entry);
  }
}
