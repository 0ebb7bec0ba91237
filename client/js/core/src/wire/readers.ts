import type {
  ChildCounts,
  GroupAnswer,
  GroupSummary,
  JobError,
  JobPage,
  JobProgress,
  JobSnapshot,
  JobStage,
  JobState,
  LogLevel,
  LogLine,
  LogLines,
  Problem,
  StageState,
  SubmitAnswer,
  WatchAnswer,
  WatchRefusal,
} from "./wire.js";

/** Checks a value and gives it its type, or throws with the path of the member that does not fit. */
export type Reader<T> = (value: unknown, path: string) => T;

/** A reader for every member of T: a member that wire.ts gains or loses no longer compiles here. */
type Members<T> = { [K in keyof T]-?: Reader<Exclude<T[K], undefined>> };

export class WireError extends Error {}

const fail = (path: string, wanted: string): never => {
  throw new WireError(`${path} is no ${wanted}`);
};

const text: Reader<string> = (value, path) => (typeof value === "string" ? value : fail(path, "text"));
const number: Reader<number> = (value, path) => (typeof value === "number" ? value : fail(path, "number"));
const boolean: Reader<boolean> = (value, path) => (typeof value === "boolean" ? value : fail(path, "boolean"));
const anything: Reader<unknown> = (value) => value;

const time: Reader<string> = (value, path) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text(value, path)) ? (value as string) : fail(path, "time in UTC with milliseconds");

const oneOf =
  <T extends string>(...words: T[]): Reader<T> =>
  (value, path) =>
    words.includes(value as T) ? (value as T) : fail(path, words.join(" | "));

const list =
  <T>(item: Reader<T>): Reader<T[]> =>
  (value, path) =>
    Array.isArray(value) ? value.map((one, at) => item(one, `${path}[${at}]`)) : fail(path, "list");

const asObject = (value: unknown, path: string): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : fail(path, "object");

const map =
  <T>(item: Reader<T>): Reader<Record<string, T>> =>
  (value, path) =>
    Object.fromEntries(Object.entries(asObject(value, path)).map(([key, one]) => [key, item(one, `${path}.${key}`)]));

/** Strict on purpose: an unknown member or a null is drift. The page itself never rejects what a newer server adds. */
function object<T>(members: Members<T>, ...required: (keyof T & string)[]): Reader<T> {
  return (value, path) => {
    const source = asObject(value, path);
    for (const name of required) {
      if (!(name in source)) fail(`${path}.${name}`, "member");
    }
    const readers = members as Record<string, Reader<unknown>>;
    return Object.fromEntries(
      Object.entries(source).map(([name, one]) => {
        const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
        return [name, reader ? reader(one, `${path}.${name}`) : fail(`${path}.${name}`, "known member")];
      }),
    ) as T;
  };
}

const readState = oneOf<JobState>("scheduled", "queued", "running", "succeeded", "failed", "canceled");

const readStage = object<JobStage>(
  {
    name: text,
    weight: number,
    depth: number,
    state: oneOf<StageState>("waiting", "running", "completed"),
    fraction: number,
    done: number,
    total: number,
    unit: text,
  },
  "name",
  "weight",
  "state",
);

const readProgress = object<JobProgress>({
  fraction: number,
  done: number,
  total: number,
  unit: text,
  message: text,
  stage: text,
  stages: list(readStage),
  ratePerSecond: number,
  etaSeconds: number,
});

export const readJob = object<JobSnapshot>(
  {
    id: text,
    kind: text,
    groups: list(text),
    state: readState,
    version: number,
    attempt: number,
    maxAttempts: number,
    priority: number,
    concurrencyKey: text,
    progress: readProgress,
    counters: map(number),
    cancelRequested: boolean,
    createdAt: time,
    dueAt: time,
    startedAt: time,
    reportedAt: time,
    finalizedAt: time,
    node: text,
    parentId: text,
    waitsFor: list(text),
    children: object<ChildCounts>({ total: number, succeeded: number, failed: number, canceled: number }, "total"),
    external: boolean,
    lostAt: time,
    scheduler: text,
    public: boolean,
    recurring: text,
    result: anything,
    resultBytes: number,
    error: object<JobError>({ type: text, message: text }, "type", "message"),
  },
  "id",
  "kind",
  "groups",
  "state",
  "version",
  "attempt",
  "maxAttempts",
  "createdAt",
);

const readSummary = object<GroupSummary>(
  {
    name: text,
    total: number,
    byState: map(number),
    fraction: number,
    done: number,
    workTotal: number,
    unit: text,
    ratePerSecond: number,
    etaSeconds: number,
    asOf: time,
  },
  "name",
  "total",
  "byState",
  "asOf",
);

const readLevel = oneOf<LogLevel>("Trace", "Debug", "Information", "Warning", "Error", "Critical");

const readLog = object<LogLines>(
  {
    id: text,
    firstSeq: number,
    nextSeq: number,
    lines: list(object<LogLine>({ seq: number, at: time, level: readLevel, text }, "seq", "at", "level", "text")),
    dropped: number,
  },
  "id",
  "firstSeq",
  "nextSeq",
  "lines",
  "dropped",
);

export const readWatchAnswer = object<WatchAnswer>(
  {
    store: text,
    jobs: list(readJob),
    groups: list(object<GroupAnswer>({ summary: readSummary, jobs: list(readJob), nextCursor: text }, "summary", "jobs")),
    logs: list(readLog),
    refused: list(object<WatchRefusal>({ code: text, detail: text, id: text, group: text }, "code", "detail")),
  },
  "store",
  "jobs",
  "groups",
  "logs",
  "refused",
);

export const readJobPage = object<JobPage>({ jobs: list(readJob), nextCursor: text }, "jobs");

export const readSubmitAnswer = object<SubmitAnswer>(
  { job: readJob, links: (value, path) => map(text)(value, path) as unknown as SubmitAnswer["links"] },
  "job",
  "links",
);

export const readProblem = object<Problem>(
  { type: text, title: text, status: number, code: text, detail: text, cure: text, errors: map(list(text)), traceId: text },
  "type",
  "title",
  "status",
  "cure",
);
