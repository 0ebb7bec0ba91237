import type {
  GoingAwayNotice,
  GroupSummary,
  JobSnapshot,
  LogLines,
  ResyncReason,
  UnwatchRequest,
  WatchAnswer,
  WatchEnd,
  WatchRequest,
} from "../wire/wire.js";

/** What the server may say while a session is open. */
export interface HubListener {
  /** Any message has come, a keep-alive included. */
  heard(): void;
  jobsChanged(jobs: JobSnapshot[]): void;
  groupsChanged(groups: GroupSummary[]): void;
  logAppended(log: LogLines): void;
  watchEnded(ended: WatchEnd): void;
  resync(reason: ResyncReason): void;
  goingAway(notice: GoingAwayNotice): void;
  closed(): void;
}

/** One open connection to the hub. */
export interface HubSession {
  watch(request: WatchRequest): Promise<WatchAnswer>;
  unwatch(request: UnwatchRequest): Promise<void>;
  close(): void;
}

export type OpenHub = (listener: HubListener) => Promise<HubSession>;

/** What is watched, as the link needs it: all of it by a session, or all of it by HTTP. */
export interface Watched {
  /** Joins all that is wanted, by the versions known; rejects when the session is of no use. */
  join(session: HubSession, isAfresh: boolean): Promise<void>;
  /** The session is gone. */
  left(): void;
  /** Asks for everything by HTTP; throws when the server does not answer. */
  poll(): Promise<void>;
  jobsChanged(jobs: readonly JobSnapshot[]): void;
  groupsChanged(groups: readonly GroupSummary[]): void;
  logAppended(log: LogLines): void;
  watchEnded(ended: WatchEnd): void;
}
