import type { GoingAwayNotice, JobPage, JobSnapshot, ResyncReason, WatchAnswer, WatchEnd, WatchRequest } from "../wire/wire";

/** What the server may say while a session is open. */
export interface HubListener {
  /** Any message has come, a keep-alive included. */
  heard(): void;
  jobsChanged(jobs: JobSnapshot[]): void;
  watchEnded(ended: WatchEnd): void;
  resync(reason: ResyncReason): void;
  goingAway(notice: GoingAwayNotice): void;
  closed(): void;
}

/** One open connection to the hub. */
export interface HubSession {
  watch(request: WatchRequest): Promise<WatchAnswer>;
  close(): void;
}

export type OpenHub = (listener: HubListener) => Promise<HubSession>;

export interface PolledPage {
  page: JobPage;
  /** The store's identity, where the server names it. */
  store: string | undefined;
}

export type PollJobs = (signal: AbortSignal) => Promise<PolledPage>;
