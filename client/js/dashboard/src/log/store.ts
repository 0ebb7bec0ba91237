/** Something of the log's own that components follow by its version. */
export class Store {
  readonly #listeners = new Set<() => void>();
  #version = 0;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  readonly getVersion = (): number => this.#version;

  protected changed(): void {
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}
