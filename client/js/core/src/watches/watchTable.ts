import type { Api } from "../http/api.js";
import { ProgressHubError } from "../http/error.js";
import type { HubSession, Watched } from "../link/session.js";
import type { GroupSummary, JobSnapshot, LogLines, WatchAnswer, WatchEnd, WatchRequest } from "../wire/wire.js";
import type { Entry, Poll } from "./entry.js";
import { codeOf } from "./hubException.js";
import { pause, Turns } from "./turns.js";

/** What nobody needs any more is kept so long: a page that changes its view wants most of it again. */
const lingerMs = 5_000;

/** The most a connection may watch, unless the server says otherwise. */
const itemsPerCall = 100;

/** Where that is too many, so few are asked for at a time, and those of one call are refused together. */
const itemsPerSmallCall = 10;

/** After this the server takes calls again. */
const callLimitMs = 1_000;

const pollsAtOnce = 4;

export interface WatchTableParts {
  api: Api;
  /** Something is watched: be connected. */
  needed(): void;
  /** Nothing is watched any more, for this reason. */
  unneeded(reason: string): void;
  /** A call has failed on the session. */
  failed(): void;
}

/** All that is watched, once each, whoever watches it; joins it on the session or polls it. */
export class WatchTable implements Watched {
  readonly #parts: WatchTableParts;
  readonly #entries = new Map<string, Entry>();
  readonly #poll: Poll;
  #session: HubSession | undefined;
  #sessionsLeft = 0;
  #store: string | undefined;
  readonly #turns = new Turns();
  #isJoinDue = false;
  #unwatched: Entry[] = [];
  #renewTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: WatchTableParts) {
    this.#parts = parts;
    this.#poll = { api: parts.api, adopt: (store) => store !== undefined && this.#adopt(store) };
  }

  find(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  /** Watches it until it is released as often as it was held; gives the entry of all who watch the same thing. */
  hold<E extends Entry>(wanted: E): E {
    const known = this.#entries.get(wanted.key) as E | undefined;
    const entry = known ?? wanted;
    if (known === undefined) {
      entry.isJoined = false;
      entry.revive();
      this.#entries.set(entry.key, entry);
    } else if (wanted.token.isThere) {
      known.token = wanted.token;
    }
    entry.users += 1;
    // What lingers makes room: a list that is scrolled wants other jobs all the time.
    if (this.#entries.size > itemsPerCall) for (const other of this.#entries.values()) if (other.users === 0) this.#leave(other);
    this.#parts.needed();
    this.#joinSoon();
    return entry;
  }

  release(entry: Entry): void {
    entry.users -= 1;
    if (entry.users > 0) return;
    const timer: unknown = setTimeout(() => entry.users === 0 && this.#entries.get(entry.key) === entry && this.#leave(entry), lingerMs);
    // In Node.js, a program that has all it wanted ends without waiting for this.
    if (typeof timer === "object") (timer as { unref?(): void }).unref?.();
  }

  /** Ends everything for good. */
  endAll(error: ProgressHubError): void {
    for (const entry of [...this.#entries.values()]) this.#end(entry, error);
  }

  async join(session: HubSession, isAfresh: boolean): Promise<void> {
    const sessionsLeft = this.#sessionsLeft;
    for (const entry of this.#entries.values()) entry.isJoined = false;
    await this.#turns.take(async () => {
      let wanted = this.#unjoined();
      while (wanted.length > 0) {
        await this.#call(session, wanted, isAfresh);
        wanted = this.#unjoined();
      }
      if (sessionsLeft === this.#sessionsLeft) this.#session = session;
    });
  }

  left(): void {
    this.#session = undefined;
    this.#sessionsLeft += 1;
    // What is still under way belongs to the session that is gone.
    this.#turns.reset();
    this.#isJoinDue = false;
    this.#unwatched = [];
    clearTimeout(this.#renewTimer);
    for (const entry of this.#entries.values()) entry.isJoined = false;
  }

  async poll(): Promise<void> {
    const all = [...this.#entries.values()];
    const unfinished = all.filter((entry) => !(entry.isFinal && entry.list === "jobs"));
    // Even where nothing can change any more, the server is asked whether it is there.
    const [first, ...rest] = unfinished.length > 0 ? unfinished : all;
    // The first alone: a server that does not answer is asked once, not once for each.
    if (first !== undefined) await this.#pollOne(first);
    const workers = Array.from({ length: pollsAtOnce }, async () => {
      for (let entry = rest.shift(); entry !== undefined; entry = rest.shift()) await this.#pollOne(entry);
    });
    await Promise.all(workers);
  }

  jobsChanged(jobs: readonly JobSnapshot[]): void {
    for (const entry of this.#entries.values()) entry.jobsChanged(jobs);
  }

  groupsChanged(groups: readonly GroupSummary[]): void {
    for (const entry of this.#entries.values()) {
      for (const summary of groups) entry.summaryChanged(summary);
    }
  }

  logAppended(log: LogLines): void {
    for (const entry of this.#entries.values()) entry.logAppended(log);
  }

  watchEnded({ jobs, groups, reason }: WatchEnd): void {
    const isRemoved = reason === "removed";
    for (const entry of [...this.#entries.values()]) {
      if (isRemoved) entry.jobsRemoved(jobs);
      if (!(entry.list === "groups" ? groups : jobs).includes(entry.name)) continue;
      if (isRemoved) this.#end(entry, new ProgressHubError("job-not-found", "The job was removed."));
      else this.#refuse(entry, `token-${reason}`, `The right to watch it has ended (${reason}). Send a new token.`);
    }
    this.#joinSoon();
  }

  async #pollOne(entry: Entry): Promise<void> {
    try {
      await entry.poll(this.#poll);
      entry.isRenewed = false;
    } catch (error) {
      if (!(error instanceof ProgressHubError) || error.isTransient) throw error;
      this.#end(entry, error);
    }
  }

  #unjoined(): Entry[] {
    return [...this.#entries.values()].filter((entry) => !entry.isJoined);
  }

  /** What is wanted at the same moment travels in one call, after what is left: a connection watches only so much. */
  #joinSoon(): void {
    if (this.#isJoinDue || this.#session === undefined) return;
    this.#isJoinDue = true;
    const session = this.#session;
    void this.#turns
      .take(async () => {
        this.#isJoinDue = false;
        if (session !== this.#session) return;
        const kept = [...this.#entries.values()];
        // To leave a group is to leave it in both modes.
        const gone = this.#unwatched
          .splice(0)
          .filter(({ list, name }) => !kept.some((other) => other.list === list && other.name === name));
        if (gone.length > 0) await session.unwatch(byList(gone, ({ name }) => name)).catch(() => undefined);
        const wanted = this.#unjoined();
        if (wanted.length > 0) await this.#call(session, wanted, false);
      })
      .catch(() => session === this.#session && this.#parts.failed());
  }

  async #call(session: HubSession, entries: Entry[], isAfresh: boolean, most = itemsPerCall): Promise<void> {
    for (let at = 0; at < entries.length; at += most) {
      const asked = entries.slice(at, at + most);
      try {
        const answer = await session.watch(await request(asked, isAfresh));
        const isOther = this.#adopt(answer.store);
        for (const entry of asked) entry.isJoined = true;
        if (isOther && !isAfresh) {
          // The versions named hid what this store has.
          for (const entry of this.#entries.values()) entry.isJoined = false;
          return await this.#call(session, this.#unjoined(), true);
        }
        this.#take(answer, asked);
      } catch (error) {
        const code = codeOf(error);
        if (code === "rate-limited") {
          await pause(callLimitMs);
          at -= most;
        } else if (code !== "limit-watches") throw error;
        else if (most > itemsPerSmallCall) await this.#call(session, asked, isAfresh, itemsPerSmallCall);
        else
          for (const entry of asked)
            this.#end(entry, new ProgressHubError(code, "A connection may watch no more. Watch a group, or less."));
      }
    }
  }

  #take(answer: WatchAnswer, asked: readonly Entry[]): void {
    const refusedGroups = new Set(answer.refused.map(({ group }) => group));
    const groups = [...answer.groups];
    for (const log of answer.logs) this.logAppended(log);
    for (const entry of asked) {
      const next = entry.list !== "groups" || refusedGroups.has(entry.name) ? undefined : groups.shift();
      if (next !== undefined) entry.answered(next);
      void entry.catchUp(this.#poll).catch(() => undefined);
    }
    this.jobsChanged(answer.jobs);
    for (const entry of asked) {
      const refused = answer.refused.find(({ id, group }) => (entry.list === "groups" ? group : id) === entry.name);
      if (refused === undefined) entry.isRenewed = false;
      else this.#refuse(entry, refused.code, refused.detail);
    }
    this.#renewInTime();
  }

  /** A token that can be asked for again may have been too old; any other refusal ends the watch. */
  #refuse(entry: Entry, code: string, detail: string): void {
    if (!entry.token.isRenewable || entry.isRenewed) {
      this.#end(entry, new ProgressHubError(code, detail));
      return;
    }
    entry.isRenewed = true;
    entry.isJoined = false;
    entry.token.forget();
    this.#joinSoon();
  }

  #end(entry: Entry, error: ProgressHubError): void {
    this.#entries.delete(entry.key);
    entry.end(error);
    if (this.#entries.size === 0) this.#parts.unneeded(error.code);
  }

  #leave(entry: Entry): void {
    this.#entries.delete(entry.key);
    if (this.#entries.size === 0) {
      this.#parts.unneeded("idle");
      return;
    }
    this.#unwatched.push(entry);
    this.#joinSoon();
  }

  #adopt(store: string): boolean {
    const isOther = this.#store !== undefined && this.#store !== store;
    this.#store = store;
    if (isOther) for (const entry of this.#entries.values()) entry.forget();
    return isOther;
  }

  /** Watches again with new tokens shortly before the old ones end. */
  #renewInTime(): void {
    clearTimeout(this.#renewTimer);
    const ends = [...this.#entries.values()].flatMap(({ token }) => token.endsAt ?? []);
    if (ends.length === 0) return;
    const at = Math.min(...ends);
    this.#renewTimer = setTimeout(
      () => {
        for (const entry of this.#entries.values()) if ((entry.token.endsAt ?? Number.POSITIVE_INFINITY) <= at) entry.isJoined = false;
        this.#joinSoon();
      },
      Math.max(1_000, at - Date.now()),
    );
  }
}

async function request(entries: readonly Entry[], isAfresh: boolean): Promise<WatchRequest> {
  const tokens = await Promise.all(entries.map((entry) => entry.token.get()));
  return byList(entries, (entry, at) => ({
    ...entry.item(isAfresh),
    ...(tokens[at] !== undefined && { token: tokens[at] }),
  })) as WatchRequest;
}

/** What stands for each entry, in the list of a call that it belongs to. */
function byList<T>(entries: readonly Entry[], make: (entry: Entry, at: number) => T): { jobs: T[]; groups: T[]; logs?: T[] } {
  const lists: { jobs: T[]; groups: T[]; logs?: T[] } = { jobs: [], groups: [] };
  entries.forEach((entry, at) => {
    lists[entry.list] ??= [];
    lists[entry.list]?.push(make(entry, at));
  });
  return lists;
}
