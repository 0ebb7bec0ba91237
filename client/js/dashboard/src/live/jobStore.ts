import type { JobSnapshot } from "../wire/wire";
import { Subscribable } from "./subscribable";

/** How many jobs the page keeps; beyond it the oldest final ones are let go. */
const capacity = 500;

/** The newest known snapshot of each job. A version never goes back, whichever way a snapshot came. */
export class JobStore extends Subscribable {
  readonly #jobs = new Map<string, JobSnapshot>();
  #store: string | undefined;
  #view: readonly JobSnapshot[] | undefined = [];

  /** All jobs, newest first; the same array until something changed. */
  readonly getSnapshot = (): readonly JobSnapshot[] => {
    this.#view ??= [...this.#jobs.values()].sort(newestFirst);
    return this.#view;
  };

  get(id: string): JobSnapshot | undefined {
    return this.#jobs.get(id);
  }

  /** Names the store the next snapshots come from. Versions of another store (a restored backup) mean nothing: all is forgotten. */
  adopt(store: string): void {
    if (this.#store !== undefined && this.#store !== store) {
      this.#jobs.clear();
      this.#touch();
    }
    this.#store = store;
  }

  apply(jobs: readonly JobSnapshot[]): void {
    let isNewer = false;
    for (const job of jobs) {
      const known = this.#jobs.get(job.id);
      if (known !== undefined && known.version >= job.version) continue;
      this.#jobs.set(job.id, job);
      isNewer = true;
    }
    if (!isNewer) return;
    this.#letGo();
    this.#touch();
  }

  remove(ids: readonly string[]): void {
    const gone = ids.filter((id) => this.#jobs.delete(id));
    if (gone.length > 0) this.#touch();
  }

  #letGo(): void {
    let excess = this.#jobs.size - capacity;
    if (excess <= 0) return;
    for (const job of [...this.#jobs.values()].sort(newestFirst).reverse()) {
      if (excess <= 0) return;
      if (job.finalizedAt === undefined) continue;
      this.#jobs.delete(job.id);
      excess -= 1;
    }
  }

  #touch(): void {
    this.#view = undefined;
    this.changed();
  }
}

// Times are of one width and ids are of UUID version 7: both sort as text by the moment they were made.
function newestFirst(a: JobSnapshot, b: JobSnapshot): number {
  return compare(b.createdAt, a.createdAt) || compare(b.id, a.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
