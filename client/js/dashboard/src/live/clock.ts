import type { JobSnapshot } from "../wire/wire";
import type { Connection, ConnectionStore } from "./connection";
import { pollEveryMs } from "./jobLink";
import { Subscribable } from "./subscribable";

/** After this long without being current, bars and running clocks stop. */
export const staleAfterMs = 3_000;

/** After this long the strip says so. */
export const stripAfterMs = 5_000;

export interface Tick {
  /** This device's time. */
  readonly deviceNow: number;
  /** The server's time, as far as its messages tell; stands still while stale. */
  readonly serverNow: number;
  readonly isStale: boolean;
}

/** Since when the page has not been current, or undefined while it is. */
export function notCurrentSince(connection: Connection, now: number): number | undefined {
  switch (connection.state) {
    case "live":
    case "connecting":
      return undefined;
    case "polling": {
      const due = (connection.heardAt ?? connection.since) + pollEveryMs;
      return now > due + staleAfterMs ? due : undefined;
    }
    default:
      return connection.since;
  }
}

/** One tick a second for everything that counts time, so that all of it moves in the same frame. */
export class Clock extends Subscribable {
  readonly #connection: ConnectionStore;
  readonly #now: () => number;
  #ahead: number | undefined;
  #view: Tick;

  constructor(connection: ConnectionStore, now: () => number = Date.now, schedule?: (run: () => void) => void) {
    super(schedule);
    this.#connection = connection;
    this.#now = now;
    this.#view = { deviceNow: now(), serverNow: now(), isStale: false };
    connection.subscribe(() => this.tick());
  }

  readonly getSnapshot = (): Tick => this.#view;

  start(): void {
    setInterval(() => this.tick(), 1_000);
  }

  /**
   * Learns how far this device is ahead of the server from what was just pushed: the smallest difference ever seen is the one with the least
   * delay in it.
   */
  learn(pushed: readonly JobSnapshot[]): void {
    for (const job of pushed) {
      const newest = job.finalizedAt ?? job.reportedAt ?? job.startedAt ?? job.createdAt;
      const ahead = this.#now() - Date.parse(newest);
      this.#ahead = Math.min(this.#ahead ?? ahead, ahead);
    }
  }

  tick(): void {
    const deviceNow = this.#now();
    const lost = notCurrentSince(this.#connection.getSnapshot(), deviceNow);
    const isStale = lost !== undefined && deviceNow - lost >= staleAfterMs;
    const serverNow = isStale ? this.#view.serverNow : deviceNow - (this.#ahead ?? 0);
    const { isStale: wasStale, deviceNow: before } = this.#view;
    // The connection speaks with every message; seconds are all that is shown.
    if (isStale === wasStale && Math.floor(before / 1_000) === Math.floor(deviceNow / 1_000)) return;
    this.#view = { deviceNow, serverNow, isStale };
    this.changed();
  }
}
