export type { Followed, ProgressHubClient, ProgressHubOptions, RequestOptions, WatchOptions } from "./client.js";
export { ProgressHubError } from "./http/error.js";
export type { TokenAnswer, TokenSource } from "./http/token.js";
export type { Connection, ConnectionReason, ConnectionState } from "./link/connection.js";
export { createProgressHub } from "./progressHub.js";
export { notCurrentSince, staleAfterMs, type Tick } from "./time/clock.js";
export type { GroupView, JobView, SummaryView, View } from "./watches/views.js";
export type { Watch } from "./watches/watch.js";
export type {
  ChildCounts,
  GroupSummary,
  JobError,
  JobLinks,
  JobProgress,
  JobSnapshot,
  JobStage,
  JobState,
  StageState,
  SubmitAnswer,
  SubmitOptions,
} from "./wire/wire.js";
