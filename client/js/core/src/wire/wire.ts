/** The messages of the server, as server/ProgressHub.Protocol writes them. The golden messages in tests/fixtures hold both to it. */

export type JobState = "scheduled" | "queued" | "running" | "succeeded" | "failed" | "canceled";

export type StageState = "waiting" | "running" | "completed";

export interface JobStage {
  name: string;
  weight: number;
  /** 2 or 3 for a part of the nearest stage before it that is one less deep. */
  depth?: number;
  state: StageState;
  fraction?: number;
  done?: number;
  total?: number;
  unit?: string;
}

export interface JobProgress {
  fraction?: number;
  done?: number;
  total?: number;
  unit?: string;
  message?: string;
  stage?: string;
  stages?: JobStage[];
  ratePerSecond?: number;
  etaSeconds?: number;
}

export interface JobError {
  type: string;
  message: string;
}

export interface ChildCounts {
  total: number;
  succeeded: number;
  failed: number;
  canceled: number;
}

/** R is what the job returns. */
export interface JobSnapshot<R = unknown> {
  id: string;
  kind: string;
  groups: string[];
  state: JobState;
  /** Grows with every change; apply only what is newer. */
  version: number;
  attempt: number;
  maxAttempts: number;
  priority: number;
  concurrencyKey?: string;
  progress?: JobProgress;
  counters?: Record<string, number>;
  cancelRequested?: boolean;
  createdAt: string;
  dueAt?: string;
  startedAt?: string;
  reportedAt?: string;
  /** There exactly when the job is final. */
  finalizedAt?: string;
  node?: string;
  parentId?: string;
  waitsFor?: string[];
  children?: ChildCounts;
  external?: boolean;
  lostAt?: string;
  scheduler?: string;
  public?: boolean;
  recurring?: string;
  result?: R;
  resultBytes?: number;
  error?: JobError;
}

export interface JobPage {
  jobs: JobSnapshot[];
  nextCursor?: string;
}

export interface JobLinks {
  self: string;
  result: string;
  events: string;
  log: string;
  cancel: string;
}

/** What may be said of a job beside its kind and arguments. */
export interface SubmitOptions {
  groups?: readonly string[];
  /** -1,000 to 1,000, 0 by default; higher runs first. */
  priority?: number;
  /** 1 to 100. */
  maxAttempts?: number;
  /** Whether anybody who reaches the server may watch it, its log included. */
  public?: boolean;
  /** For each attempt, 1 to 2,592,000. */
  timeoutSeconds?: number;
  concurrencyKey?: string;
  /** RFC 3339. */
  dueAt?: string;
  parentId?: string;
  /** 1 to 1,000 beside its siblings, 1 by default. */
  weight?: number;
  childFailure?: "fail" | "ignore";
  after?: { jobs: readonly string[]; on?: "success" | "any" };
}

export interface SubmitRequest<A = unknown> extends SubmitOptions {
  kind: string;
  args?: A;
}

export interface SubmitAnswer<R = unknown> {
  job: JobSnapshot<R>;
  links: JobLinks;
}

export interface GroupSummary {
  name: string;
  total: number;
  byState: Record<string, number>;
  fraction?: number;
  done?: number;
  workTotal?: number;
  unit?: string;
  ratePerSecond?: number;
  etaSeconds?: number;
  asOf: string;
}

export interface JobWatchItem {
  id: string;
  /** Only something newer is answered. */
  version?: number;
  token?: string;
}

export interface GroupWatchItem {
  name: string;
  mode: "jobs" | "summary";
  token?: string;
}

export interface LogWatchItem {
  id: string;
  /** Only lines with a higher number are answered; without it the newest 200. */
  after?: number;
  token?: string;
}

export interface WatchRequest {
  jobs: JobWatchItem[];
  groups: GroupWatchItem[];
  logs?: LogWatchItem[];
}

export interface UnwatchRequest {
  jobs: string[];
  groups: string[];
  logs?: string[];
}

export interface GroupAnswer {
  summary: GroupSummary;
  jobs: JobSnapshot[];
  nextCursor?: string;
}

export type LogLevel = "Trace" | "Debug" | "Information" | "Warning" | "Error" | "Critical";

export interface LogLine {
  /** From 1, without a gap. */
  seq: number;
  at: string;
  level: LogLevel;
  text: string;
}

/** All there is of the numbers from `firstSeq` to before `nextSeq`, as far as it was asked for. */
export interface LogLines {
  id: string;
  firstSeq: number;
  nextSeq: number;
  lines: LogLine[];
  /** The numbers 1 to this are no longer kept. */
  dropped: number;
}

export interface WatchRefusal {
  code: string;
  detail: string;
  id?: string;
  group?: string;
}

export interface WatchAnswer {
  /** The store's identity; when it changes, known versions mean nothing any more. */
  store: string;
  jobs: JobSnapshot[];
  groups: GroupAnswer[];
  logs: LogLines[];
  refused: WatchRefusal[];
}

export interface WatchEnd {
  jobs: string[];
  groups: string[];
  reason: string;
}

export interface ResyncReason {
  reason: string;
}

export interface GoingAwayNotice {
  retryAfterSeconds: number;
}

/** RFC 9457 with our own members. */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  code?: string;
  detail?: string;
  cure?: string;
  errors?: Record<string, string[]>;
  traceId?: string;
}
