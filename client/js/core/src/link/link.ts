import { ProgressHubError } from "../http/error.js";
import type { JobSnapshot } from "../wire/wire.js";
import { backoffMs } from "./backoff.js";
import type { ConnectionReason, ConnectionStore } from "./connection.js";
import { Pace } from "./pace.js";
import { type Page, thisPage } from "./page.js";
import type { HubListener, HubSession, OpenHub, Watched } from "./session.js";
import { Silence } from "./silence.js";

export const pollEveryMs = 2_000;

/** A tab that nobody sees asks this rarely, once it is not live. */
const hiddenEveryMs = 30_000;

/** A connection that ends sooner counts as a failure, so that a server which accepts and drops is not hammered. */
const steadyAfterMs = 5_000;

/** An attempt that takes longer goes on beside polls. */
const slowAfterMs = 2_000;

/** By then the first answer has come, or the connection is given up. */
const joinTimeoutMs = 10_000;

export interface LinkParts {
  openHub: OpenHub;
  watched: Watched;
  connection: ConnectionStore;
  page?: Page;
  /** Hears the snapshots that were pushed: unlike those read, they are as new as the network allows. */
  onPushed?: (jobs: readonly JobSnapshot[]) => void;
  now?: () => number;
  random?: () => number;
}

/**
 * Keeps what is watched current from `start` to `stop`: by the hub; by polling while the hub cannot be reached; and back to the hub by itself.
 * Two loops with a timer each: `#try` for live, `#poll` while not live.
 */
export class Link {
  readonly #parts: Required<LinkParts>;
  readonly #pace = new Pace();
  readonly #silence: Silence;
  #isRunning = false;
  #session: HubSession | undefined;
  /** Counts attempts to connect, so that what an abandoned one still says is not listened to. */
  #epoch = 0;
  #failures = 0;
  #isConnecting = false;
  #isPolling = false;
  #isAnswered = false;
  #returnAt = 0;
  #liveTimer: ReturnType<typeof setTimeout> | undefined;
  #pollTimer: ReturnType<typeof setTimeout> | undefined;
  #unfollow: () => void = () => undefined;

  constructor(parts: LinkParts) {
    this.#parts = { page: thisPage, now: Date.now, random: Math.random, onPushed: () => undefined, ...parts };
    this.#silence = new Silence(this.#parts.now, () => this.#fellSilent());
  }

  /** When the last push, keep-alive or poll answer came. */
  get heardAt(): number | undefined {
    return this.#silence.heardAt;
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#failures = this.#returnAt = 0;
    this.#unfollow = this.#parts.page.follow(
      () => this.refresh(),
      () => this.#lostNetwork(),
    );
    this.#parts.connection.set({ state: "connecting", reason: undefined, since: this.#parts.now(), nextTryAt: undefined });
    void this.#try();
  }

  stop(reason: ConnectionReason): void {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    this.#unfollow();
    this.#dropSession();
    this.#stopPolling();
    clearTimeout(this.#liveTimer);
    this.#parts.connection.set({ state: "closed", reason, since: this.#parts.now(), nextTryAt: undefined });
  }

  /** Reads afresh at once, and tries live whatever the backoff says: what is shown may be old although nothing has failed yet. */
  refresh(): void {
    if (!this.#isRunning) return;
    const session = this.#session;
    if (session !== undefined) {
      this.#silence.watch();
      if (session === this.#session) void this.#join(session, this.#epoch, false);
      return;
    }
    this.#returnAt = 0;
    void this.#try();
    if (this.#isPolling) void this.#poll();
  }

  /** The session does not work as it should: begin again with another. */
  lose(reason: ConnectionReason): void {
    const { connection, now, page } = this.#parts;
    if (!this.#isRunning) return;
    const { since, reason: before } = connection.getSnapshot();
    this.#failures = now() - since > steadyAfterMs ? 0 : this.#failures + 1;
    this.#dropSession();
    const why = page.isOnline() ? (before === "going-away" ? before : reason) : "no-network";
    connection.set({ state: page.isOnline() ? "reconnecting" : "offline", reason: why, since: now() });
    this.#retryLater();
  }

  async #try(): Promise<void> {
    const { connection, openHub, now } = this.#parts;
    clearTimeout(this.#liveTimer);
    if (!this.#isRunning || this.#session !== undefined || this.#isConnecting) return;
    const wait = this.#pace.waitMs(now());
    if (wait > 0) {
      this.#liveTimer = setTimeout(() => void this.#try(), wait);
      return;
    }
    this.#epoch += 1;
    const epoch = this.#epoch;
    this.#isConnecting = true;
    connection.set({ nextTryAt: undefined });
    const isCurrent = () => epoch === this.#epoch;
    const slow = setTimeout(() => isCurrent() && this.#startPolling(), slowAfterMs);
    let giveUp: ReturnType<typeof setTimeout> | undefined;
    let session: HubSession | undefined;
    try {
      const opened = await openHub(this.#listener(isCurrent));
      session = opened;
      if (isCurrent()) {
        giveUp = setTimeout(() => opened.close(), joinTimeoutMs);
        await this.#parts.watched.join(opened, false);
      }
    } catch {
      if (isCurrent()) this.#notReached();
    } finally {
      clearTimeout(slow);
      clearTimeout(giveUp);
    }
    if (!isCurrent() || !this.#isConnecting || session === undefined) {
      session?.close();
      return;
    }
    this.#isConnecting = false;
    this.#session = session;
    this.#returnAt = 0;
    this.#stopPolling();
    this.#silence.heard();
    this.#silence.watch();
    connection.set({ state: "live", reason: undefined, since: now(), nextTryAt: undefined });
  }

  #listener(isCurrent: () => boolean): HubListener {
    const { watched, connection, now, onPushed } = this.#parts;
    const heed =
      <A extends unknown[]>(act: (...args: A) => void) =>
      (...args: A) => {
        if (isCurrent()) act(...args);
      };
    return {
      heard: heed(() => this.#silence.heard()),
      jobsChanged: heed((jobs) => {
        onPushed(jobs);
        watched.jobsChanged(jobs);
      }),
      groupsChanged: heed((groups) => watched.groupsChanged(groups)),
      logAppended: heed((log) => watched.logAppended(log)),
      watchEnded: heed((ended) => watched.watchEnded(ended)),
      resync: heed(() => {
        if (this.#session !== undefined) void this.#join(this.#session, this.#epoch, true);
      }),
      goingAway: heed((notice) => {
        this.#returnAt = now() + notice.retryAfterSeconds * 1_000;
        connection.set({ reason: "going-away" });
      }),
      // While connecting, the call that is under way fails by itself.
      closed: heed(() => this.#isConnecting || this.lose("lost")),
    };
  }

  /** Joins again on a session that is open; one that refuses is given up. */
  async #join(session: HubSession, epoch: number, isAfresh: boolean): Promise<void> {
    try {
      await this.#parts.watched.join(session, isAfresh);
    } catch {
      if (epoch === this.#epoch) this.lose("lost");
    }
  }

  /** A socket that says nothing may be dead without having noticed: what is watched is asked for by HTTP while another one is tried. */
  #fellSilent(): void {
    this.lose("silent");
    void this.#try();
    this.#startPolling();
  }

  /** An attempt to go live has failed. */
  #notReached(): void {
    const { connection, page, now } = this.#parts;
    this.#isConnecting = false;
    this.#failures += 1;
    if (!page.isOnline() && connection.getSnapshot().state !== "offline") this.#say("offline", "no-network");
    this.#retryLater();
    if (this.#returnAt <= now()) this.#startPolling();
  }

  /** The device has lost its network: a socket would notice only after its timeout. */
  #lostNetwork(): void {
    this.#dropSession();
    this.#say("offline", "no-network");
    this.#retryLater();
  }

  #dropSession(): void {
    const session = this.#session;
    this.#epoch += 1;
    this.#session = undefined;
    this.#isConnecting = false;
    this.#silence.stop();
    this.#parts.watched.left();
    session?.close();
  }

  #retryLater(): void {
    const { now, random, connection } = this.#parts;
    const wait = this.#unseen(Math.max(backoffMs(this.#failures, random), this.#returnAt - now()));
    clearTimeout(this.#liveTimer);
    this.#liveTimer = setTimeout(() => void this.#try(), wait);
    connection.set({ nextTryAt: now() + wait });
  }

  #startPolling(): void {
    if (this.#isPolling || !this.#isRunning) return;
    this.#isPolling = true;
    this.#isAnswered = false;
    void this.#poll();
  }

  #stopPolling(): void {
    this.#isPolling = false;
    clearTimeout(this.#pollTimer);
  }

  async #poll(): Promise<void> {
    clearTimeout(this.#pollTimer);
    const again = (wait: number) => {
      clearTimeout(this.#pollTimer);
      this.#pollTimer = setTimeout(() => void this.#poll(), wait);
    };
    const wait = this.#isAnswered ? 0 : this.#pace.waitMs(this.#parts.now());
    if (wait > 0) return again(wait);
    let askedToWait = 0;
    let isAnswered = false;
    try {
      await this.#parts.watched.poll();
      isAnswered = true;
    } catch (error) {
      if (error instanceof ProgressHubError) askedToWait = error.retryAfterMs ?? 0;
    }
    if (!this.#isPolling) return;
    this.#polled(isAnswered);
    // Where the server does not answer, all its pages would otherwise knock in step; sooner, so that its return is seen within 3 s.
    const next = isAnswered ? pollEveryMs : (pollEveryMs / 2) * (1 + this.#parts.random());
    again(this.#unseen(Math.max(next, askedToWait)));
  }

  #polled(isAnswered: boolean): void {
    const { connection, now, page } = this.#parts;
    const { state, since } = connection.getSnapshot();
    const wasAnswered = this.#isAnswered;
    this.#isAnswered = isAnswered;
    if (isAnswered) {
      this.#silence.heard();
      connection.set({ state: "polling", reason: "websocket-unreachable", since: state === "connecting" ? now() : since });
      // The server is there again after a silence: live is worth a try without waiting for the backoff.
      if (!wasAnswered && state !== "connecting") {
        this.#failures = 0;
        void this.#try();
      }
    } else if (state !== "reconnecting" && state !== "offline") {
      if (page.isOnline()) this.#say("reconnecting", "lost");
      else this.#say("offline", "no-network");
    }
  }

  #say(state: "reconnecting" | "offline", reason: ConnectionReason): void {
    this.#parts.connection.set({ state, reason, since: this.#parts.now() });
  }

  #unseen(waitMs: number): number {
    return this.#parts.page.isHidden() ? Math.max(waitMs, hiddenEveryMs) : waitMs;
  }
}
