import type { JobSnapshot, WatchAnswer } from "../wire/wire";
import { backoffMs } from "./backoff";
import type { ConnectionStore } from "./connection";
import type { JobStore } from "./jobStore";
import type { HubSession, OpenHub, PollJobs } from "./ports";

/** The reserved group that every job of a host is a member of. */
const everyJob = "all";

export const pollEveryMs = 2_000;
const pollTimeoutMs = 5_000;

/** A connection that ends sooner counts as a failure, so that a server which accepts and drops is not hammered. */
const steadyAfterMs = 5_000;

/** A connection watches at most 100 things, and the group is one of them. */
const watchesLeft = 99;

export interface LinkParts {
  openHub: OpenHub;
  pollJobs: PollJobs;
  jobs: JobStore;
  connection: ConnectionStore;
  isOnline: () => boolean;
  /** Hears the snapshots that were pushed: unlike those read, they are as new as the network allows. */
  onPushed?: (jobs: readonly JobSnapshot[]) => void;
  now?: () => number;
  random?: () => number;
}

/**
 * Keeps the store current for as long as the page lives: by the hub; by polling while the hub cannot be reached; and back to the hub by itself.
 * Two loops with a timer each: `#try` for live, `#poll` while not live.
 */
export class JobLink {
  readonly #parts: Required<LinkParts>;
  #session: HubSession | undefined;
  /** Counts attempts to connect, so that what an abandoned one still says is not listened to. */
  #epoch = 0;
  #failures = 0;
  #isConnecting = false;
  #isPolling = false;
  #pollsFail = false;
  #returnAt = 0;
  #liveTimer: ReturnType<typeof setTimeout> | undefined;
  #pollTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: LinkParts) {
    this.#parts = { now: Date.now, random: Math.random, onPushed: () => undefined, ...parts };
  }

  start(): void {
    void this.#try();
  }

  /** Tries live at once, whatever the backoff says. */
  tryNow(): void {
    if (this.#session !== undefined || this.#isConnecting) return;
    this.#returnAt = 0;
    void this.#try();
  }

  /** The page is looked at again, or has network again: what is shown may be old although nothing has failed yet. */
  refresh(): void {
    if (this.#session === undefined) this.tryNow();
    else void this.#watch(this.#session, this.#epoch);
  }

  /** The device has lost its network: a socket would notice only after its timeout. */
  lostNetwork(): void {
    const session = this.#session;
    this.#dropSession();
    session?.close();
    this.#parts.connection.set({ state: "offline", since: this.#parts.now(), nextTryAt: undefined });
    this.#retryLater();
  }

  async #try(): Promise<void> {
    const { connection, jobs, openHub, now } = this.#parts;
    clearTimeout(this.#liveTimer);
    this.#epoch += 1;
    const epoch = this.#epoch;
    this.#isConnecting = true;
    connection.set({ nextTryAt: undefined });
    const ifCurrent = (act: () => void) => () => {
      if (epoch === this.#epoch) act();
    };
    let session: HubSession | undefined;
    try {
      session = await openHub({
        heard: ifCurrent(() => this.#heard()),
        jobsChanged: (changed) =>
          ifCurrent(() => {
            this.#parts.onPushed(changed);
            jobs.apply(changed);
          })(),
        watchEnded: (ended) =>
          ifCurrent(() => {
            jobs.remove(ended.jobs);
            if (ended.groups.includes(everyJob)) this.#lose();
          })(),
        resync: ifCurrent(() => session && void this.#watch(session, epoch)),
        goingAway: (notice) =>
          ifCurrent(() => {
            this.#returnAt = now() + notice.retryAfterSeconds * 1_000;
            connection.set({ isServerRestarting: true });
          })(),
        // While connecting, the call that is under way fails by itself.
        closed: ifCurrent(() => this.#isConnecting || this.#lose()),
      });
      if (epoch !== this.#epoch) {
        session.close();
        return;
      }
      await this.#readAll(session);
    } catch {
      session?.close();
      if (epoch === this.#epoch) this.#notReached();
      return;
    }
    if (epoch !== this.#epoch) return;
    this.#isConnecting = false;
    this.#session = session;
    this.#returnAt = 0;
    this.#stopPolling();
    connection.set({ state: "live", since: now(), heardAt: now(), nextTryAt: undefined, isServerRestarting: false });
  }

  /** Watches again on a session that is open; one that refuses is given up. */
  async #watch(session: HubSession, epoch: number): Promise<void> {
    try {
      await this.#readAll(session);
    } catch {
      if (epoch === this.#epoch) this.#lose();
    }
  }

  async #readAll(session: HubSession): Promise<void> {
    const { jobs } = this.#parts;
    const before = jobs.getSnapshot();
    const answer = await session.watch({ groups: [{ name: everyJob, mode: "jobs" }] });
    const group = answer.groups[0];
    if (group === undefined) throw new Error(answer.refused[0]?.detail ?? "The group is not watched.");
    jobs.adopt(answer.store);
    jobs.apply(group.jobs);
    const left = missing(before, group.jobs, group.nextCursor !== undefined);
    jobs.remove(left.gone);
    if (left.older.length === 0) return;
    const older = left.older.slice(0, watchesLeft);
    this.#applyOlder(await session.watch({ jobs: older.map(({ id, version }) => ({ id, version })) }));
  }

  #applyOlder(answer: WatchAnswer): void {
    this.#parts.jobs.apply(answer.jobs);
    this.#parts.jobs.remove(answer.refused.flatMap(({ code, id }) => (code === "job-not-found" && id !== undefined ? [id] : [])));
  }

  /** A session that was live has ended. */
  #lose(): void {
    const { connection, now, isOnline } = this.#parts;
    const session = this.#session;
    const wasSteady = now() - connection.getSnapshot().since > steadyAfterMs;
    this.#failures = wasSteady ? 0 : this.#failures + 1;
    this.#dropSession();
    session?.close();
    connection.set({ state: isOnline() ? "reconnecting" : "offline", since: now() });
    this.#retryLater();
  }

  /** An attempt to go live has failed. */
  #notReached(): void {
    const { connection, isOnline, now } = this.#parts;
    this.#isConnecting = false;
    this.#failures += 1;
    if (!isOnline() && connection.getSnapshot().state !== "offline") connection.set({ state: "offline", since: now() });
    this.#retryLater();
    this.#startPolling();
  }

  #dropSession(): void {
    this.#epoch += 1;
    this.#session = undefined;
    this.#isConnecting = false;
  }

  #retryLater(): void {
    const { now, random, connection } = this.#parts;
    const wait = Math.max(backoffMs(this.#failures, random), this.#returnAt - now());
    clearTimeout(this.#liveTimer);
    this.#liveTimer = setTimeout(() => void this.#try(), wait);
    connection.set({ nextTryAt: now() + wait });
  }

  #startPolling(): void {
    if (this.#isPolling) return;
    this.#isPolling = true;
    void this.#poll();
  }

  #stopPolling(): void {
    this.#isPolling = false;
    this.#pollsFail = false;
    clearTimeout(this.#pollTimer);
  }

  async #poll(): Promise<void> {
    const { connection, jobs, pollJobs, now, isOnline } = this.#parts;
    const before = jobs.getSnapshot();
    let isAnswered = false;
    try {
      const { page, store } = await pollJobs(AbortSignal.timeout(pollTimeoutMs));
      if (!this.#isPolling) return;
      if (store !== undefined) jobs.adopt(store);
      jobs.apply(page.jobs);
      jobs.remove(missing(before, page.jobs, page.nextCursor !== undefined).gone);
      isAnswered = true;
    } catch {
      if (!this.#isPolling) return;
    }
    const { state, since } = connection.getSnapshot();
    if (isAnswered) {
      connection.set({ state: "polling", since: state === "connecting" ? now() : since, heardAt: now(), isServerRestarting: false });
      // The server is there again after a silence: live is worth a try without waiting for the backoff.
      if (this.#pollsFail) {
        this.#failures = 0;
        if (!this.#isConnecting) void this.#try();
      }
    } else if (state !== "reconnecting" && state !== "offline") {
      connection.set({ state: isOnline() ? "reconnecting" : "offline", since: now() });
    }
    this.#pollsFail = !isAnswered;
    // Where the server does not answer, all its pages would otherwise knock in step; sooner, so that its return is seen within 3 s.
    const wait = isAnswered ? pollEveryMs : (pollEveryMs / 2) * (1 + this.#parts.random());
    this.#pollTimer = setTimeout(() => void this.#poll(), wait);
  }

  #heard(): void {
    this.#parts.connection.set({ heardAt: this.#parts.now() });
  }
}

/** Of the jobs known before, those an answer should have named but did not (gone), and the unfinished ones that lie beyond its end (older). */
function missing(before: readonly JobSnapshot[], answered: readonly JobSnapshot[], isCutOff: boolean) {
  const named = new Set(answered.map((job) => job.id));
  const end = isCutOff ? answered.at(-1) : undefined;
  const unnamed = before.filter((job) => !named.has(job.id));
  const isBeyond = (job: JobSnapshot) => end !== undefined && job.createdAt <= end.createdAt;
  return {
    gone: unnamed.filter((job) => !isBeyond(job)).map((job) => job.id),
    older: unnamed.filter((job) => isBeyond(job) && job.finalizedAt === undefined),
  };
}
