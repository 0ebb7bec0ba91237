import type { BulkTarget } from "./bulk";

/** All jobs that match at a moment; what comes later is not meant. */
export interface AllMatching {
  /** By the server's clock, RFC 3339. */
  readonly cutOff: string;
  /** Those of them that can be canceled. */
  readonly cancel: Matching;
  /** Those of them that can run again. */
  readonly retry: Matching;
}

export interface Matching {
  readonly number: number;
  readonly target: BulkTarget;
}

export interface SelectionView {
  readonly ids: ReadonlySet<string>;
  readonly all: AllMatching | undefined;
}

const nothing: SelectionView = { ids: new Set(), all: undefined };

/** Which jobs are selected: by id, so that it survives updates, scrolling and paging. */
export class Selection {
  readonly #listeners = new Set<() => void>();
  #view = nothing;
  #anchor: string | undefined;

  readonly getSnapshot = (): SelectionView => this.#view;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  toggle(id: string): void {
    const ids = new Set(this.#view.ids);
    if (!ids.delete(id)) ids.add(id);
    this.#anchor = id;
    this.#set({ ids, all: undefined });
  }

  /** Selects from the last one that was chosen up to this one. */
  extend(id: string, rows: readonly string[]): void {
    const from = rows.indexOf(this.#anchor ?? id);
    const to = rows.indexOf(id);
    if (from < 0 || to < 0) {
      this.toggle(id);
      return;
    }
    const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.#set({ ids: new Set([...this.#view.ids, ...range]), all: undefined });
  }

  take(ids: readonly string[], all?: AllMatching): void {
    this.#set({ ids: new Set(ids), all });
  }

  readonly clear = (): void => {
    this.#anchor = undefined;
    this.#set(nothing);
  };

  #set(view: SelectionView): void {
    this.#view = view;
    for (const listener of [...this.#listeners]) listener();
  }
}
