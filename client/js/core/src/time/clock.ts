import type { Connection, ConnectionStore } from "../link/connection.js";
import { pollEveryMs } from "../link/link.js";
import type { JobSnapshot } from "../wire/wire.js";
import type { Frames } from "./frames.js";
import { Subscribable } from "./subscribable.js";

/** After this long without being current, in milliseconds, a page should stop its bars and running clocks. */
export const staleAfterMs = 3_000;

/** One look at the time. All are milliseconds since 1970. */
export interface Tick {
  /** This device's time. */
  readonly deviceNow: number;
  /** The server's time, as far as its messages tell; stands still while stale. */
  readonly serverNow: number;
  /** When the last push, keep-alive or poll answer came, by this device's time. */
  readonly heardAt: number | undefined;
  /** Nothing has come for longer than `staleAfterMs` after it should have. */
  readonly isStale: boolean;
}

/** Since when, by this device's time, what is shown has not been current, or undefined while it is. */
export function notCurrentSince(connection: Connection, heardAt: number | undefined, now: number): number | undefined {
  switch (connection.state) {
    case "live":
    case "connecting":
      return undefined;
    case "polling": {
      const due = (heardAt ?? connection.since) + pollEveryMs;
      return now > due + staleAfterMs ? due : undefined;
    }
    default:
      return connection.since;
  }
}

/** One tick a second for everything that counts time, so that all of it moves in the same frame; it rests while nobody listens. */
export class Clock extends Subscribable {
  readonly #connection: ConnectionStore;
  readonly #heardAt: () => number | undefined;
  readonly #now: () => number;
  #ahead: number | undefined;
  #view: Tick;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(connection: ConnectionStore, heardAt: () => number | undefined, frames: Frames, now: () => number = Date.now) {
    super(frames);
    this.#connection = connection;
    this.#heardAt = heardAt;
    this.#now = now;
    this.#view = { deviceNow: now(), serverNow: now(), heardAt: undefined, isStale: false };
    connection.subscribe(() => this.tick());
  }

  readonly getSnapshot = (): Tick => this.#view;

  /**
   * Learns how far this device is ahead of the server from what was just pushed: the smallest difference ever seen is the one with the least
   * delay in it.
   */
  learn(pushed: readonly JobSnapshot[]): void {
    for (const job of pushed) this.learnTime(job.finalizedAt ?? job.reportedAt ?? job.startedAt ?? job.createdAt);
  }

  /** The same from one time of the server, in RFC 3339. */
  learnTime(at: string): void {
    const ahead = this.#now() - Date.parse(at);
    this.#ahead = Math.min(this.#ahead ?? ahead, ahead);
  }

  tick(): void {
    const deviceNow = this.#now();
    const heardAt = this.#heardAt();
    const lost = notCurrentSince(this.#connection.getSnapshot(), heardAt, deviceNow);
    const isStale = lost !== undefined && deviceNow - lost >= staleAfterMs;
    const serverNow = isStale ? this.#view.serverNow : deviceNow - (this.#ahead ?? 0);
    const before = this.#view;
    // Seconds are all that is shown.
    const isSameSecond = Math.floor(before.deviceNow / 1_000) === Math.floor(deviceNow / 1_000);
    if (isStale === before.isStale && isSameSecond && (heardAt === undefined) === (before.heardAt === undefined)) return;
    this.#view = { deviceNow, serverNow, heardAt, isStale };
    this.changed();
  }

  protected override listenersChanged(count: number): void {
    if (count === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else {
      this.#timer ??= setInterval(() => this.tick(), 1_000);
    }
  }
}
