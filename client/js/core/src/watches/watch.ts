import { ProgressHubError } from "../http/error.js";
import type { Entry } from "./entry.js";
import type { View } from "./views.js";
import type { WatchTable } from "./watchTable.js";

/**
 * Something watched. It costs nothing until somebody subscribes, iterates or asks for `final`; all watches of one thing share what is known.
 * The iterator gives the newest there is, skips what is older, and throws the `ProgressHubError` that ends the watch.
 */
export interface Watch<T, V> extends AsyncIterable<T> {
  /** What is known now; the same object until something has changed. */
  getSnapshot(): V;
  /** Calls back at most once per frame after a change; gives the way to stop. */
  subscribe(changed: () => void): () => void;
  /** Settles with the final value, or fails with the `ProgressHubError` that ends the watch. */
  readonly final: Promise<T>;
  /** Ends its iterators and subscriptions. */
  close(): void;
}

/** One caller's hold on an entry. */
export class WatchHandle<T, V extends View> implements Watch<T, V> {
  readonly #table: WatchTable;
  readonly #own: Entry<T, V>;
  readonly #endsWhenFinal: boolean;
  readonly #closing = new AbortController();
  #held: Entry<T, V> | undefined;
  #final: Promise<T> | undefined;

  /** With `endsWhenFinal` the iterator ends with the final value. */
  constructor(table: WatchTable, own: Entry<T, V>, endsWhenFinal = false) {
    this.#table = table;
    this.#own = own;
    this.#endsWhenFinal = endsWhenFinal;
  }

  readonly getSnapshot = (): V => this.#entry.getSnapshot();

  readonly subscribe = (changed: () => void): (() => void) => {
    if (this.#closing.signal.aborted) return () => undefined;
    const { entry, release } = this.#hold();
    // A listener of its own: two subscriptions may share a callback.
    const unsubscribe = entry.follow(() => changed());
    const stop = () => {
      unsubscribe();
      release();
    };
    this.#closing.signal.addEventListener("abort", stop);
    return () => {
      this.#closing.signal.removeEventListener("abort", stop);
      stop();
    };
  };

  get final(): Promise<T> {
    this.#final ??= this.#untilFinal();
    return this.#final;
  }

  close(): void {
    this.#closing.abort();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    if (this.#closing.signal.aborted) return;
    const { entry, release } = this.#hold();
    try {
      let seen: T | undefined;
      while (!this.#closing.signal.aborted) {
        const { value, error, isFinal } = entry;
        if (value !== undefined && value !== seen) {
          seen = value;
          yield value;
          if (isFinal && this.#endsWhenFinal) return;
          continue;
        }
        if (error !== undefined) throw error;
        await this.#change(entry);
      }
    } finally {
      release();
    }
  }

  async #untilFinal(): Promise<T> {
    const { entry, release } = this.#hold();
    try {
      while (true) {
        const { value, isFinal, error } = entry;
        if (value !== undefined && isFinal) return value;
        if (error !== undefined) throw error;
        if (this.#closing.signal.aborted) throw new ProgressHubError("watch-closed", "The watch was closed before the end.");
        await this.#change(entry);
      }
    } finally {
      release();
    }
  }

  #change(entry: Entry): Promise<void> {
    const { signal } = this.#closing;
    return new Promise((resolve) => {
      const done = () => {
        signal.removeEventListener("abort", done);
        resolve();
      };
      signal.addEventListener("abort", done);
      void entry.next().then(done);
    });
  }

  get #entry(): Entry<T, V> {
    return (this.#table.find(this.#own.key) as Entry<T, V> | undefined) ?? this.#held ?? this.#own;
  }

  #hold(): { entry: Entry<T, V>; release: () => void } {
    const entry = this.#table.hold(this.#own);
    this.#held = entry;
    let isHeld = true;
    const release = () => {
      if (isHeld) this.#table.release(entry);
      isHeld = false;
    };
    return { entry, release };
  }
}
