import type { ProgressHubClient, RequestOptions, WatchOptions } from "./client.js";
import { Api } from "./http/api.js";
import { ProgressHubError } from "./http/error.js";
import { submitWith } from "./http/submit.js";
import { Token, type TokenSource } from "./http/token.js";
import { innards } from "./innards.js";
import { ConnectionStore } from "./link/connection.js";
import { Link } from "./link/link.js";
import type { Page } from "./link/page.js";
import type { OpenHub } from "./link/session.js";
import { Clock } from "./time/clock.js";
import { Frames } from "./time/frames.js";
import type { EntryParts } from "./watches/entry.js";
import { GroupEntry } from "./watches/groupEntry.js";
import { JobEntry } from "./watches/jobEntry.js";
import { SummaryEntry } from "./watches/summaryEntry.js";
import type { GroupView, JobView, SummaryView } from "./watches/views.js";
import { type Watch, WatchHandle } from "./watches/watch.js";
import { WatchTable } from "./watches/watchTable.js";
import type { GroupSummary, JobSnapshot } from "./wire/wire.js";

/** What a client is made of; all but the first three are for tests. */
export interface ClientParts {
  base: URL;
  accessToken: Token;
  openHub: OpenHub;
  fetch?: typeof fetch;
  page?: Page;
  random?: () => number;
  frames?: Frames;
}

/** Puts the parts of a client together. */
export function assemble({ base, accessToken, openHub, frames = new Frames(), fetch, page, random }: ClientParts): ProgressHubClient {
  const connection = new ConnectionStore(Date.now(), frames);
  const clock = new Clock(connection, () => link.heardAt, frames);
  const api = new Api({ base, accessToken, onTime: (at) => clock.learnTime(at), ...(fetch && { fetch }) });
  const table = new WatchTable({
    api,
    needed: () => link.start(),
    unneeded: (reason) => link.stop(reason),
    failed: () => link.lose("lost"),
  });
  const link = new Link({
    openHub,
    watched: table,
    connection,
    onPushed: (jobs) => clock.learn(jobs),
    ...(page && { page }),
    ...(random && { random }),
  });
  const parts = (token: TokenSource | undefined): EntryParts => ({ token: new Token(token), connection, frames, now: Date.now });

  async function command(id: string, verb: "cancel" | "retry", token: TokenSource | undefined): Promise<JobSnapshot> {
    const path = `api/jobs/${encodeURIComponent(id)}/${verb}`;
    const { value } = await api.send<JobSnapshot>(path, { method: "POST", token: new Token(token) });
    if (value === undefined) throw new ProgressHubError("internal", "The server answered without a job.");
    table.jobsChanged([value]);
    return value;
  }

  function watchGroup(name: string, options: WatchOptions & { mode: "summary" }): Watch<GroupSummary, SummaryView>;
  function watchGroup(name: string, options?: WatchOptions & { mode?: "jobs" }): Watch<readonly JobSnapshot[], GroupView>;
  function watchGroup(
    name: string,
    { mode = "jobs", token }: WatchOptions & { mode?: "jobs" | "summary" } = {},
  ): Watch<GroupSummary, SummaryView> | Watch<readonly JobSnapshot[], GroupView> {
    return mode === "summary"
      ? new WatchHandle(table, new SummaryEntry(name, parts(token)))
      : new WatchHandle(table, new GroupEntry(name, parts(token)));
  }

  const client: ProgressHubClient = {
    connection,
    clock,
    watchGroup,
    watchJob: <R>(id: string, { token }: WatchOptions = {}) =>
      new WatchHandle(table, new JobEntry(id, parts(token)), true) as unknown as Watch<JobSnapshot<R>, JobView<R>>,
    async submit<A, R>(kind: string, args: A, options: RequestOptions = {}) {
      const answer = await submitWith<A, R>(api, kind, args, options);
      table.jobsChanged([answer.job]);
      return answer;
    },
    cancel: (id, { token } = {}) => command(id, "cancel", token),
    retry: (id, { token } = {}) => command(id, "retry", token),
    refresh: () => link.refresh(),
    close: () => table.endAll(new ProgressHubError("closed", "The client was closed.")),
  };
  innards.set(client, { api, table, parts });
  return client;
}
