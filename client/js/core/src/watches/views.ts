import type { ProgressHubError } from "../http/error.js";
import type { Connection } from "../link/connection.js";
import type { GroupSummary, JobSnapshot } from "../wire/wire.js";

/** What there is to show of anything watched; the same object until something has changed. */
export interface View {
  /** When the newest of it came, by this device's time in milliseconds since 1970. */
  readonly receivedAt?: number | undefined;
  /** Why the watch has ended. A lost network is no error: it only changes `connection`, and what was known stays. */
  readonly error?: ProgressHubError | undefined;
  readonly connection: Connection;
}

/** One job. */
export interface JobView<R = unknown> extends View {
  /** Absent until it has been read. */
  readonly job?: JobSnapshot<R> | undefined;
  /** The job has reached its final state; an explicit retry takes that back. */
  readonly isFinal: boolean;
}

/** The jobs of a group. */
export interface GroupView extends View {
  /** The newest 500 and those changed since, newest first; absent until they have been read. */
  readonly jobs?: readonly JobSnapshot[] | undefined;
  /** There are older jobs than these; `GET /api/jobs` lists them. */
  readonly hasOlder: boolean;
  /** There are jobs, these are all of them, and each is final. */
  readonly isFinal: boolean;
}

/** The roll-up of a group. */
export interface SummaryView extends View {
  /** Absent until it has been read. */
  readonly summary?: GroupSummary | undefined;
  /** There are jobs, and each is final. */
  readonly isFinal: boolean;
}
