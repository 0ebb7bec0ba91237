import type { Api } from "../http/api.js";
import type { ProgressHubError } from "../http/error.js";
import type { Token } from "../http/token.js";
import type { Connection, ConnectionStore } from "../link/connection.js";
import type { Frames } from "../time/frames.js";
import { Subscribable } from "../time/subscribable.js";
import type { GroupAnswer, GroupSummary, GroupWatchItem, JobSnapshot, JobWatchItem, LogLines, LogWatchItem } from "../wire/wire.js";
import type { View } from "./views.js";

export interface EntryParts {
  token: Token;
  connection: ConnectionStore;
  frames: Frames;
  now: () => number;
}

/** What one poll needs: the server, and whom to tell which store answered. */
export interface Poll {
  api: Api;
  /** True when it is another store than before, so that versions mean nothing and have been forgotten. */
  adopt(store: string | undefined): boolean;
}

/** Something watched, shared by all who watch it: T is what it carries, V how it is shown. */
export abstract class Entry<T = unknown, V extends View = View> extends Subscribable {
  token: Token;
  /** Joined on the session that is open. */
  isJoined = false;
  /** Who needs it now. */
  users = 0;
  /** Its token has been asked for again since it last worked. */
  isRenewed = false;
  readonly #parts: EntryParts;
  #receivedAt: number | undefined;
  #error: ProgressHubError | undefined;
  #view: V | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(parts: EntryParts) {
    super(parts.frames);
    this.#parts = parts;
    this.token = parts.token;
  }

  abstract readonly key: string;
  /** The list of a `Watch` that it stands in. */
  abstract readonly list: "jobs" | "groups" | "logs";
  /** The group, or the id of the job, that it is about. */
  abstract readonly name: string;
  /** What it carries, undefined until that is known. */
  abstract readonly value: T | undefined;
  abstract readonly isFinal: boolean;
  protected abstract makeView(base: View): V;

  /** Its part of a `Watch`, without the token. */
  abstract item(isAfresh: boolean): JobWatchItem | GroupWatchItem | LogWatchItem;

  /** Reads it by HTTP. */
  abstract poll(poll: Poll): Promise<void>;

  /** What was read after a `Watch` and is not in its answer. */
  async catchUp(_poll: Poll): Promise<void> {}

  jobsChanged(_jobs: readonly JobSnapshot[]): void {}

  jobsRemoved(_ids: readonly string[]): void {}

  summaryChanged(_summary: GroupSummary): void {}

  answered(_answer: GroupAnswer): void {}

  logAppended(_log: LogLines): void {}

  /** Another store answers. */
  abstract forget(): void;

  get error(): ProgressHubError | undefined {
    return this.#error;
  }

  readonly getSnapshot = (): V => {
    const connection: Connection = this.#parts.connection.getSnapshot();
    if (this.#view?.connection !== connection) {
      this.#view = this.makeView({ receivedAt: this.#receivedAt, error: this.#error, connection });
    }
    return this.#view as V;
  };

  /** Calls back when anything that is shown of it changes, the connection included. */
  follow(changed: () => void): () => void {
    const stops = [this.subscribe(changed), this.#parts.connection.subscribe(changed)];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Settles at the next change, without waiting for a frame. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  end(error: ProgressHubError): void {
    this.#error = error;
    this.touch();
  }

  /** Somebody wants it again after it had ended. */
  revive(): void {
    if (this.#error === undefined) return;
    this.#error = undefined;
    this.isRenewed = false;
    this.touch();
  }

  /** News have come. */
  protected received(): void {
    this.#receivedAt = this.#parts.now();
    this.touch();
  }

  touch(): void {
    this.#view = undefined;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
    this.changed();
  }
}
