import type { JobSnapshot } from "../wire/wire.js";

/** How many jobs of a group are kept; beyond it the oldest final ones are let go. */
const capacity = 500;

/** The newest known snapshot of each job of a group. A version never goes back, whichever way a snapshot came. */
export class JobList {
  readonly #jobs = new Map<string, JobSnapshot>();
  #sorted: readonly JobSnapshot[] | undefined = [];

  /** All jobs, newest first; the same array until something changed. */
  get all(): readonly JobSnapshot[] {
    this.#sorted ??= [...this.#jobs.values()].sort(newestFirst);
    return this.#sorted;
  }

  get(id: string): JobSnapshot | undefined {
    return this.#jobs.get(id);
  }

  /** Takes what is newer; false when nothing is. */
  apply(jobs: readonly JobSnapshot[]): boolean {
    let isNewer = false;
    for (const job of jobs) {
      const known = this.#jobs.get(job.id);
      if (known !== undefined && known.version >= job.version) continue;
      this.#jobs.set(job.id, job);
      isNewer = true;
    }
    if (!isNewer) return false;
    this.#letGo();
    this.#sorted = undefined;
    return true;
  }

  /** False when none of them was known. */
  remove(ids: readonly string[]): boolean {
    const gone = ids.filter((id) => this.#jobs.delete(id));
    if (gone.length > 0) this.#sorted = undefined;
    return gone.length > 0;
  }

  /** Versions of another store mean nothing. */
  clear(): void {
    this.#jobs.clear();
    this.#sorted = undefined;
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
}

// Times are of one width and ids are of UUID version 7: both sort as text by the moment they were made.
function newestFirst(a: JobSnapshot, b: JobSnapshot): number {
  return compare(b.createdAt, a.createdAt) || compare(b.id, a.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
