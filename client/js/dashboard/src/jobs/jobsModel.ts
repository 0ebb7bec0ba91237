import type { JobSnapshot, ProgressHubError } from "@progresshub/client";
import { ask } from "../shell/api";
import { type Filter, listQuery } from "./filter";
import { isAbove, merge } from "./rowOrder";

/** A page of the server's list. */
export interface JobPage {
  jobs: JobSnapshot[];
  nextCursor?: string;
}

/** Which rows the list shows; another object after each change. What the rows say is told row by row. */
export interface JobsView {
  /** Ids, in the order of the filter. */
  readonly rows: readonly string[];
  /** New jobs that wait to be shown. */
  readonly waiting: readonly JobSnapshot[];
  /** How many rows no longer match. */
  readonly unfit: number;
  readonly isKnown: boolean;
  /** All that match are there. */
  readonly isComplete: boolean;
  readonly isLoading: boolean;
  readonly error: ProgressHubError | undefined;
}

const pageSize = 100;

/** After rows have moved, a click may mean the row that was there before. */
const guardMs = 300;

/** The rows of a list: read by pages as the reader comes to them, kept as long as the entry of the history is. */
export class JobsModel {
  readonly #filter: Filter;
  /** When the list was begun, by the server's clock: spans are counted from it. */
  readonly #begunAt: number;
  readonly #listeners = new Set<() => void>();
  readonly #rowListeners = new Map<string, Set<() => void>>();
  readonly #jobs = new Map<string, JobSnapshot>();
  readonly #gone = new Set<string>();
  readonly #unfit = new Set<string>();
  readonly #ask: typeof ask;
  #view: JobsView = { rows: [], waiting: [], unfit: 0, isKnown: false, isComplete: false, isLoading: false, error: undefined };
  #cursor: string | undefined;
  /** How often the list has begun anew. */
  #renewals = 0;
  #isLooking = false;
  /** Asked to look while it could not: with or without the right to insert. */
  #owedLook: boolean | undefined;
  #movedAt = Number.NEGATIVE_INFINITY;

  constructor(filter: Filter, begunAt: number, asks: typeof ask = ask) {
    this.#filter = filter;
    this.#begunAt = begunAt;
    this.#ask = asks;
  }

  get filter(): Filter {
    return this.#filter;
  }

  get begunAt(): number {
    return this.#begunAt;
  }

  readonly getSnapshot = (): JobsView => this.#view;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  /** The newest snapshot of a row. */
  job(id: string): JobSnapshot | undefined {
    return this.#jobs.get(id);
  }

  /** The job of a row is gone from the server. */
  isGone(id: string): boolean {
    return this.#gone.has(id);
  }

  /** Calls back when what a row says has changed. */
  followRow(id: string, changed: () => void): () => void {
    const listeners = this.#rowListeners.get(id) ?? new Set();
    this.#rowListeners.set(id, listeners.add(changed));
    return () => {
      listeners.delete(changed);
      if (listeners.size === 0) this.#rowListeners.delete(id);
    };
  }

  /** Another row may have come under the pointer just now. */
  get isGuarded(): boolean {
    return performance.now() - this.#movedAt < guardMs;
  }

  /** Reads the next page, unless one is under way or there is none. */
  async more(): Promise<void> {
    if (this.#view.isLoading || this.#view.isComplete) return;
    this.#set({ isLoading: true, error: undefined });
    const renewals = this.#renewals;
    try {
      const { jobs, nextCursor } = await this.#read({ limit: String(pageSize), cursor: this.#cursor });
      if (renewals !== this.#renewals) return;
      this.#cursor = nextCursor;
      this.#set({
        rows: this.#with(jobs),
        isKnown: true,
        isLoading: false,
        isComplete: nextCursor === undefined,
      });
      this.#lookIfOwed();
    } catch (error) {
      if (renewals === this.#renewals) this.#set({ isLoading: false, error: error as ProgressHubError });
    }
  }

  /** Asks for jobs that have come since. Those that move no row are shown at once, with `mayInsert` also those that come on top; the others wait. While the list is read, it looks afterwards. False when the server could not be asked. */
  async lookForNew(mayInsert: boolean): Promise<boolean> {
    if (this.#filter.ids.length > 0) return true;
    const { isKnown, isLoading } = this.#view;
    if (this.#isLooking || !isKnown || isLoading) {
      this.#owedLook = mayInsert;
      return true;
    }
    this.#isLooking = true;
    try {
      // The newest of all, whatever the order of the rows.
      const { jobs } = await this.#read({ limit: String(pageSize), sort: undefined, ...this.#since() });
      // Where there is no row, none can move.
      if (this.#view.rows.length === 0 && jobs.length > 0) this.renew();
      else this.#found(jobs, mayInsert);
      return true;
    } catch {
      // The list stands as it was; the connection mark says what is wrong.
      return false;
    } finally {
      this.#isLooking = false;
      this.#lookIfOwed();
    }
  }

  /** Shows what waits. Where there is more than a page of it, the list begins anew. */
  showWaiting(): void {
    const { waiting } = this.#view;
    if (waiting.length >= pageSize) {
      this.renew();
      return;
    }
    this.#movedAt = performance.now();
    this.#set({ rows: this.#with(waiting), waiting: [] });
  }

  /** Reads the list anew, from its beginning. */
  renew(): void {
    this.#cursor = undefined;
    this.#renewals += 1;
    this.#movedAt = performance.now();
    this.#jobs.clear();
    this.#gone.clear();
    this.#unfit.clear();
    this.#set({ rows: [], waiting: [], unfit: 0, isKnown: false, isComplete: false, isLoading: false, error: undefined });
    void this.more();
  }

  #lookIfOwed(): void {
    const mayInsert = this.#owedLook;
    this.#owedLook = undefined;
    if (mayInsert !== undefined) void this.lookForNew(mayInsert);
  }

  /** Takes a newer snapshot of a row. */
  update(job: JobSnapshot): void {
    if ((this.#jobs.get(job.id)?.version ?? Number.POSITIVE_INFINITY) >= job.version) return;
    this.#jobs.set(job.id, job);
    if (this.isUnfit(job)) this.#unfit.add(job.id);
    else this.#unfit.delete(job.id);
    this.#tellRow(job.id);
    if (this.#unfit.size !== this.#view.unfit) this.#set({ unfit: this.#unfit.size });
  }

  remove(id: string): void {
    this.#gone.add(id);
    this.#tellRow(id);
  }

  /** No longer fits the list although it stands in it. */
  isUnfit(job: JobSnapshot): boolean {
    const { states } = this.#filter;
    return states.length > 0 && !states.includes(job.state);
  }

  /** Without a state to ask for only newer jobs can be new ones; a state, an older job may enter later. */
  #since(): { createdAfter?: string } {
    const newest = this.#filter.sort === "newest" ? this.#first : this.#last;
    if (newest === undefined || this.#filter.states.length > 0) return {};
    return { createdAfter: new Date(Date.parse(newest.createdAt) - 1).toISOString() };
  }

  #found(jobs: readonly JobSnapshot[], mayInsert: boolean): void {
    const { rows, isComplete } = this.#view;
    const { sort } = this.#filter;
    for (const job of jobs) this.update(job);
    const [first, last] = [this.#first, this.#last];
    // What lies beyond the last row will be read with its page.
    const fresh = jobs.filter((job) => !this.#jobs.has(job.id) && (isComplete || last === undefined || isAbove(job, last, sort)));
    if (fresh.length === 0 && this.#view.waiting.length === 0) return;
    const isWhole = fresh.length < pageSize;
    const onTop = mayInsert && isWhole ? fresh.filter((job) => first === undefined || isAbove(job, first, sort)) : [];
    const atEnd = isWhole ? fresh.filter((job) => last !== undefined && isAbove(last, job, sort)) : [];
    const shown = [...onTop, ...atEnd];
    if (onTop.length > 0) this.#movedAt = performance.now();
    this.#set({ rows: shown.length > 0 ? this.#with(shown) : rows, waiting: fresh.filter((job) => !shown.includes(job)) });
  }

  get #first(): JobSnapshot | undefined {
    return this.#jobs.get(this.#view.rows[0] ?? "");
  }

  get #last(): JobSnapshot | undefined {
    return this.#jobs.get(this.#view.rows.at(-1) ?? "");
  }

  /** The rows with more jobs among them. */
  #with(jobs: readonly JobSnapshot[]): readonly string[] {
    const more = jobs.filter(({ id }) => !this.#jobs.has(id));
    for (const job of jobs) {
      if ((this.#jobs.get(job.id)?.version ?? -1) < job.version) this.#jobs.set(job.id, job);
    }
    return merge(this.#view.rows, more, (id) => this.#jobs.get(id), this.#filter.sort);
  }

  #tellRow(id: string): void {
    for (const listener of [...(this.#rowListeners.get(id) ?? [])]) listener();
  }

  #read(more: Record<string, string | undefined>): Promise<JobPage> {
    return this.#ask<JobPage>(listQuery(this.#filter, this.#begunAt, more));
  }

  #set(changes: Partial<JobsView>): void {
    this.#view = { ...this.#view, ...changes };
    for (const listener of [...this.#listeners]) listener();
  }
}
