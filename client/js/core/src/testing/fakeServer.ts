import { vi } from "vitest";
import { assemble } from "../assemble.js";
import { Token, type TokenSource } from "../http/token.js";
import type { Page } from "../link/page.js";
import type { HubListener } from "../link/session.js";
import { Frames } from "../time/frames.js";
import type { JobSnapshot, LogLines, UnwatchRequest, WatchAnswer, WatchRequest } from "../wire/wire.js";
import { FakeLog } from "./fakeLog.js";

/** A server whose hub and HTTP side can be taken away, in a page that can be hidden and cut off; time is vitest's. */
export class FakeServer {
  hubIsUp = true;
  apiIsUp = true;
  store = "s1";
  /** What there is, by id. */
  readonly jobs = new Map<string, JobSnapshot>();
  /** What they have logged. */
  readonly logs = new Map<string, FakeLog>();
  /** The most jobs in an answer about a group, of those put last. */
  pageSize = 500;
  /** Refusals of the hub, by id or group. */
  readonly refusals = new Map<string, string>();
  watches: WatchRequest[] = [];
  unwatches: UnwatchRequest[] = [];
  /** Each with its moment: connects and fetches. */
  requests: { at: number; path: string; token: string | undefined }[] = [];
  /** Answers of HTTP by status, in place of the job. */
  statusOf: (path: string, token: string | undefined) => number = () => 200;
  listener: HubListener | undefined;
  closes = 0;
  isOnline = true;
  isHidden = false;
  returned: () => void = () => undefined;
  lostNetwork: () => void = () => undefined;
  onWatch: (request: WatchRequest) => void = () => undefined;
  /** What happens between the reading of an answer and its way to the client. */
  onAnswer: () => void = () => undefined;

  /** A client of it; `frames` are at once unless told otherwise. */
  client(accessToken?: TokenSource, schedule: (run: () => void) => void = (run) => run()) {
    const page: Page = {
      isOnline: () => this.isOnline,
      isHidden: () => this.isHidden,
      follow: (returned, lostNetwork) => {
        Object.assign(this, { returned, lostNetwork });
        return () => undefined;
      },
    };
    return assemble({
      base: new URL("http://server/"),
      accessToken: new Token(accessToken),
      openHub: (listener) => this.#open(listener),
      fetch: (url, init) => this.#fetch(new URL(String(url)), init),
      page,
      random: () => 0.5,
      frames: new Frames(schedule),
    });
  }

  put(...jobs: JobSnapshot[]): void {
    for (const job of jobs) this.jobs.set(job.id, job);
  }

  push(...jobs: JobSnapshot[]): void {
    this.put(...jobs);
    this.listener?.heard();
    this.listener?.jobsChanged(jobs);
  }

  /** Logs so many lines, told in one message unless it is lost. */
  log(id: string, count: number, { isLost = false } = {}): void {
    const log = this.logs.get(id) ?? new FakeLog(id);
    this.logs.set(id, log);
    const lines = log.append(count);
    if (!isLost) this.listener?.logAppended(lines);
  }

  /** The connections and polls there were, by path. */
  count(path: string): number {
    return this.requests.filter((request) => request.path.startsWith(path)).length;
  }

  down(): void {
    this.hubIsUp = this.apiIsUp = false;
    this.listener?.closed();
  }

  up(): void {
    this.hubIsUp = this.apiIsUp = true;
  }

  /** Keep-alives, as long as the hub is up. */
  beat(everyMs = 5_000): () => void {
    const timer = setInterval(() => this.hubIsUp && this.listener?.heard(), everyMs);
    return () => clearInterval(timer);
  }

  async #open(listener: HubListener) {
    this.requests.push({ at: Date.now(), path: "/hubs/jobs", token: undefined });
    if (!this.hubIsUp) throw new Error("refused");
    this.listener = listener;
    return {
      watch: async (request: WatchRequest) => {
        this.watches.push(request);
        this.onWatch(request);
        const answer = this.#answer(request);
        this.onAnswer();
        return answer;
      },
      unwatch: async (request: UnwatchRequest) => {
        this.unwatches.push(request);
      },
      close: () => {
        this.closes += 1;
      },
    };
  }

  #answer({ jobs, groups, logs = [] }: WatchRequest): WatchAnswer {
    const all = [...this.jobs.values()];
    const refused = [...jobs.map(({ id }) => ({ id })), ...groups.map(({ name }) => ({ group: name }))].flatMap((item) => {
      const name = "id" in item ? item.id : item.group;
      const code = this.refusals.get(name) ?? ("id" in item && !this.jobs.has(name) ? "job-not-found" : undefined);
      return code === undefined ? [] : [{ ...item, code, detail: `Refused ${name}.` }];
    });
    return {
      store: this.store,
      jobs: jobs.flatMap(({ id, version = -1 }) => all.filter((job) => job.id === id && job.version > version)),
      groups: groups
        .filter(({ name }) => !this.refusals.has(name))
        .map(({ name, mode }) => ({
          summary: { name, total: all.length, byState: { running: all.length }, asOf: "2026-03-02T09:00:00.000Z" },
          jobs: mode === "jobs" ? all.slice(-this.pageSize).reverse() : [],
          ...(all.length > this.pageSize && { nextCursor: "next" }),
        })),
      logs: logs.flatMap(({ id, after }) => (this.jobs.has(id) ? this.#logOf(id).read(after ?? -200, 200) : [])),
      refused,
    };
  }

  #logOf(id: string): FakeLog {
    return this.logs.get(id) ?? new FakeLog(id);
  }

  #readLog(id: string, query: URLSearchParams): LogLines {
    return this.#logOf(id).read(Number(query.get("after") ?? 0), Number(query.get("limit") ?? 200), query.get("q") ?? "");
  }

  async #fetch(url: URL, init?: RequestInit): Promise<Response> {
    const token = new Headers(init?.headers).get("Authorization")?.replace("Bearer ", "");
    const path = url.pathname + url.search;
    this.requests.push({ at: Date.now(), path, token });
    if (!this.apiIsUp) throw new TypeError("refused");
    const status = this.statusOf(path, token);
    if (status !== 200) return Response.json({ code: `code-${status}`, detail: `Answered ${status}.`, cure: "Mend it." }, { status });
    const headers = { "ProgressHub-Store": this.store };
    const id = /^\/api\/jobs\/([^/?]+)/.exec(path)?.[1];
    if (id === undefined) return Response.json({ jobs: [...this.jobs.values()] }, { headers });
    const job = this.jobs.get(id);
    if (job !== undefined && url.pathname.endsWith("/log")) return Response.json(this.#readLog(id, url.searchParams), { headers });
    if (job === undefined) return Response.json({ code: "job-not-found", detail: "There is no such job." }, { status: 404 });
    if (job.version <= Number(url.searchParams.get("after") ?? -1)) return new Response(null, { status: 204, headers });
    return Response.json(job, { headers });
  }
}

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
