import { Subscribable } from "./subscribable";

export type LinkState = "connecting" | "live" | "polling" | "reconnecting" | "offline";

/** How the page hears from the server. All times are this device's, in milliseconds. */
export interface Connection {
  readonly state: LinkState;
  /** When the state was entered; while polling, since when live has been out of reach. */
  readonly since: number;
  /** When the last push, keep-alive or poll answer came. */
  readonly heardAt: number | undefined;
  /** When live is tried next. */
  readonly nextTryAt: number | undefined;
  /** The server has said that it goes away and when to return. */
  readonly isServerRestarting: boolean;
}

export class ConnectionStore extends Subscribable {
  #view: Connection;

  constructor(now: number, schedule?: (run: () => void) => void) {
    super(schedule);
    this.#view = { state: "connecting", since: now, heardAt: undefined, nextTryAt: undefined, isServerRestarting: false };
  }

  readonly getSnapshot = (): Connection => this.#view;

  set(change: Partial<Connection>): void {
    this.#view = { ...this.#view, ...change };
    this.changed();
  }
}
