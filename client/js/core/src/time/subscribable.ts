import type { Frames } from "./frames.js";

/** Tells listeners that something changed, at most once per frame. */
export class Subscribable {
  protected readonly frames: Frames;
  readonly #listeners = new Set<() => void>();

  constructor(frames: Frames) {
    this.frames = frames;
  }

  /** Bound, so that it can be handed to useSyncExternalStore as it is. */
  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    this.listenersChanged(this.#listeners.size);
    return () => {
      if (this.#listeners.delete(changed)) this.listenersChanged(this.#listeners.size);
    };
  };

  protected changed(): void {
    if (this.#listeners.size > 0) this.frames.tell(this.#listeners);
  }

  protected listenersChanged(_count: number): void {}
}
