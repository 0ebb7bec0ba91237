import type { Frames } from "../time/frames.js";
import { Subscribable } from "../time/subscribable.js";

/**
 * `connecting` until the first answer; `live` by push; `polling` while a WebSocket cannot be had but HTTP answers; `reconnecting` while nothing
 * answers; `offline` while the device has no network; `closed` while nothing is watched.
 */
export type ConnectionState = "connecting" | "live" | "polling" | "reconnecting" | "offline" | "closed";

/**
 * Why it is not live: `websocket-unreachable`, `lost`, `silent` (no keep-alive came), `going-away` (the server has said so), `no-network`,
 * `idle` (nothing is watched), or the code of the refusal that ended the last watch, such as `unauthenticated`.
 */
export type ConnectionReason = "websocket-unreachable" | "lost" | "silent" | "going-away" | "no-network" | "idle" | (string & {});

/** How the client hears from the server. Times are this device's, in milliseconds since 1970. */
export interface Connection {
  readonly state: ConnectionState;
  readonly reason?: ConnectionReason | undefined;
  /** When the state was entered; while polling, since when live has been out of reach. */
  readonly since: number;
  /** When live is tried next. */
  readonly nextTryAt?: number | undefined;
}

export class ConnectionStore extends Subscribable {
  #view: Connection;

  constructor(now: number, frames: Frames) {
    super(frames);
    this.#view = { state: "connecting", since: now };
  }

  readonly getSnapshot = (): Connection => this.#view;

  set(change: Partial<Connection>): void {
    const next = { ...this.#view, ...change };
    if ((Object.keys(next) as (keyof Connection)[]).every((name) => next[name] === this.#view[name])) return;
    this.#view = next;
    this.changed();
  }
}
