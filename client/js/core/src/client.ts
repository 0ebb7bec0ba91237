import type { TokenSource } from "./http/token.js";
import type { Connection } from "./link/connection.js";
import type { Tick } from "./time/clock.js";
import type { GroupView, JobView, SummaryView } from "./watches/views.js";
import type { Watch } from "./watches/watch.js";
import type { GroupSummary, JobSnapshot, SubmitAnswer, SubmitOptions } from "./wire/wire.js";

export interface ProgressHubOptions {
  /** Where ProgressHub is mapped, such as `https://jobs.example.com` or `/progress`; relative to the page, and the page's own folder by default. */
  url?: string | URL;
  /** Who the caller is, where cookies do not say it. A function is asked again when its answer is a minute old, ends or is refused. */
  accessToken?: TokenSource;
}

export interface WatchOptions {
  /** The right to this job or group alone; used in place of the client's own. */
  token?: TokenSource | undefined;
}

export interface RequestOptions extends SubmitOptions {
  /** The same key gives the same job; made anew for each call by default. */
  idempotencyKey?: string;
}

/** Something that can be shown and followed, such as by `useSyncExternalStore`. */
export interface Followed<V> {
  /** The same object until something has changed. */
  getSnapshot(): V;
  /** Calls back at most once per frame after a change; gives the way to stop. */
  subscribe(changed: () => void): () => void;
}

/** One server. All watches share one connection, which is there as long as anything is watched. */
export interface ProgressHubClient {
  readonly connection: Followed<Connection>;
  /** The time, once a second, by this device and by the server. */
  readonly clock: Followed<Tick>;
  /** A job, until it is final or as long as somebody watches. */
  watchJob<R = unknown>(id: string, options?: WatchOptions): Watch<JobSnapshot<R>, JobView<R>>;
  /** The jobs of a group (`all` is every job), or its roll-up alone, whatever its size. */
  watchGroup(name: string, options: WatchOptions & { mode: "summary" }): Watch<GroupSummary, SummaryView>;
  watchGroup(name: string, options?: WatchOptions & { mode?: "jobs" }): Watch<readonly JobSnapshot[], GroupView>;
  /** Stores a job; tries again by itself, under one idempotency key, while the server cannot be reached. Throws a `ProgressHubError`. */
  submit<A = unknown, R = unknown>(kind: string, args: A, options?: RequestOptions): Promise<SubmitAnswer<R>>;
  /** Asks a job to stop, and gives its snapshot; one that is final stays as it is. Throws a `ProgressHubError`. */
  cancel(id: string, options?: WatchOptions): Promise<JobSnapshot>;
  /** Runs a final job again. Throws a `ProgressHubError`. */
  retry(id: string, options?: WatchOptions): Promise<JobSnapshot>;
  /** Reads all that is watched afresh, and tries live at once if it is not. */
  refresh(): void;
  /** Ends all watches with the code `closed`. */
  close(): void;
}
