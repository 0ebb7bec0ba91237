import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ProgressHubClient } from "../client.js";
import { FakeServer, pass } from "../testing/fakeServer.js";
import { sampleJob } from "../testing/samples.js";
import type { JobSnapshot } from "../wire/wire.js";

const job = sampleJob({ groups: ["g"] });
const final = (version: number): JobSnapshot => ({ ...job, version, state: "succeeded", finalizedAt: "2026-03-02T09:00:09.000Z" });
let server: FakeServer;
let hub: ProgressHubClient;
let stopBeat: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  server.put(job);
  stopBeat = server.beat();
  hub = server.client();
});

afterEach(() => {
  hub.close();
  stopBeat();
  vi.useRealTimers();
});

const listen = vi.fn();

test("an iterator gives the newest, skips what is older, and ends with the final snapshot", async () => {
  const seen: number[] = [];
  const done = (async () => {
    for await (const { version } of hub.watchJob(job.id)) seen.push(version);
  })();
  await pass(0);
  server.push({ ...job, version: 5 });
  await pass(0);
  server.push({ ...job, version: 4 });
  server.push({ ...job, version: 6 });
  server.push({ ...job, version: 7 });
  await pass(0);
  server.push(final(8));
  await pass(0);
  await done;
  expect(seen).toEqual([1, 5, 7, 8]);
});

test("final settles with the final snapshot, without a frame", async () => {
  hub.close();
  hub = server.client(undefined, () => undefined);
  const watch = hub.watchJob(job.id);
  const end = watch.final;
  await pass(0);
  server.push(final(3));
  expect((await end).version).toBe(3);
});

test("final fails with what ends the watch", async () => {
  const end = hub.watchJob("unknown").final;
  const told = expect(end).rejects.toMatchObject({ code: "job-not-found" });
  await pass(100);
  await told;
});

test("close ends iterators, subscriptions and final", async () => {
  const watch = hub.watchJob(job.id);
  const seen: number[] = [];
  const done = (async () => {
    for await (const { version } of watch) seen.push(version);
  })();
  const told = expect(watch.final).rejects.toMatchObject({ code: "watch-closed" });
  const listener = vi.fn();
  watch.subscribe(listener);
  await pass(0);
  watch.close();
  await done;
  await told;
  listener.mockClear();
  server.push({ ...job, version: 2 });
  expect(listener).not.toHaveBeenCalled();
  await pass(6_000);
  expect(hub.connection.getSnapshot().state).toBe("closed");
});

test("the snapshot keeps its identity until something has changed", async () => {
  const watch = hub.watchJob(job.id);
  watch.subscribe(listen);
  await pass(0);
  const before = watch.getSnapshot();
  server.listener?.heard();
  server.push(job);
  expect(watch.getSnapshot()).toBe(before);
  server.push({ ...job, version: 2 });
  expect(watch.getSnapshot()).not.toBe(before);
  expect(hub.watchJob(job.id).getSnapshot()).toBe(watch.getSnapshot());
});

test("subscribe, unsubscribe, subscribe within the linger is one watch and no unwatch", async () => {
  const watch = hub.watchJob(job.id);
  watch.subscribe(listen)();
  watch.subscribe(listen);
  await pass(20_000);
  expect(server.watches).toHaveLength(1);
  expect(server.unwatches).toHaveLength(0);
  expect(server.count("/hubs")).toBe(1);
});

test("what is watched at the same moment travels in one call, and what comes later joins the same connection", async () => {
  for (const id of ["a", "b", "c"]) server.put(sampleJob({ id }));
  hub.watchJob(job.id).subscribe(listen);
  await pass(500);
  for (const id of ["a", "b", "c"]) hub.watchJob(id).subscribe(listen);
  hub.watchGroup("g", { mode: "summary" }).subscribe(listen);
  await pass(500);
  expect(server.watches).toHaveLength(2);
  expect(server.watches[1]).toEqual({ jobs: [{ id: "a" }, { id: "b" }, { id: "c" }], groups: [{ name: "g", mode: "summary" }] });
});

test("what nobody needs any more is left after 5 s, and the rest stays", async () => {
  server.put(sampleJob({ id: "a" }));
  const stop = hub.watchJob("a").subscribe(listen);
  hub.watchJob(job.id).subscribe(listen);
  await pass(500);
  stop();
  await pass(5_500);
  expect(server.unwatches).toEqual([{ jobs: ["a"], groups: [] }]);
  expect(hub.connection.getSnapshot().state).toBe("live");
});

test("a group takes its jobs from pushes and leaves those of others", async () => {
  const group = hub.watchGroup("g");
  group.subscribe(listen);
  await pass(0);
  server.push(sampleJob({ id: "mine", groups: ["g"], version: 3 }), sampleJob({ id: "other", groups: ["h"] }));
  expect(
    group
      .getSnapshot()
      .jobs?.map(({ id }) => id)
      .sort(),
  ).toEqual([job.id, "mine"].sort());
});

test("a roll-up is the newest that came, and is final when all its jobs are", async () => {
  const group = hub.watchGroup("g", { mode: "summary" });
  group.subscribe(listen);
  await pass(0);
  expect(group.getSnapshot()).toMatchObject({ summary: { total: 1 }, isFinal: false });
  server.listener?.groupsChanged([{ name: "g", total: 2, byState: { succeeded: 1, failed: 1 }, asOf: "2026-03-02T09:00:01.000Z" }]);
  expect(group.getSnapshot().isFinal).toBe(true);
});

test("a job that was removed ends its watch and leaves its group", async () => {
  const watch = hub.watchJob(job.id);
  const group = hub.watchGroup("g");
  watch.subscribe(listen);
  group.subscribe(listen);
  await pass(0);
  server.listener?.watchEnded({ jobs: [job.id], groups: [], reason: "removed" });
  expect(watch.getSnapshot()).toMatchObject({ error: { code: "job-not-found" }, job });
  expect(group.getSnapshot().jobs).toEqual([]);
});

test("after a break, unfinished jobs of a group beyond the end of the answer are read one by one", async () => {
  const at = (day: number) => `2026-03-0${day}T00:00:00.000Z`;
  server.jobs.clear();
  server.put(sampleJob({ id: "old", version: 4, createdAt: at(1) }), sampleJob({ id: "ended", createdAt: at(2), finalizedAt: at(3) }));
  server.put(sampleJob({ id: "recent", createdAt: at(5) }));
  const group = hub.watchGroup("all");
  group.subscribe(listen);
  await pass(6_000);
  server.listener?.closed();
  server.pageSize = 1;
  server.put(sampleJob({ id: "old", version: 9, createdAt: at(1) }));
  await pass(3_000);
  expect(group.getSnapshot()).toMatchObject({ hasOlder: true, jobs: [{ id: "recent" }, { id: "ended" }, { id: "old", version: 9 }] });
  expect(server.requests.filter(({ path }) => path.startsWith("/api")).map(({ path }) => path)).toEqual(["/api/jobs/old"]);
});

test("another store makes versions forgotten: the older one of the new store is taken", async () => {
  server.push({ ...job, version: 9 });
  const watch = hub.watchJob(job.id);
  watch.subscribe(listen);
  await pass(6_000);
  server.store = "s2";
  server.put({ ...job, version: 2 });
  server.listener?.closed();
  await pass(3_000);
  expect(watch.getSnapshot().job?.version).toBe(2);
});

test("another store that answers a poll is taken at its word, too", async () => {
  server.hubIsUp = false;
  server.put({ ...job, version: 9 });
  const watch = hub.watchJob(job.id);
  watch.subscribe(listen);
  await pass(3_000);
  server.store = "s2";
  server.put({ ...job, version: 2 });
  await pass(3_000);
  expect(watch.getSnapshot().job?.version).toBe(2);
});

test("where the server allows fewer watches, the rest of them say so", async () => {
  for (let n = 0; n < 40; n += 1) server.put(sampleJob({ id: `j${n}` }));
  const joined = new Set<string>();
  server.onWatch = ({ jobs }) => {
    const all = new Set([...joined, ...jobs.map(({ id }) => id)]);
    if (all.size > 20) throw new Error("An unexpected error: HubException: limit-watches: At most 20.");
    for (const id of all) joined.add(id);
  };
  const watches = Array.from({ length: 40 }, (_, n) => hub.watchJob(`j${n}`));
  for (const watch of watches) watch.subscribe(listen);
  await pass(5_000);
  expect(watches.filter((watch) => watch.getSnapshot().job !== undefined)).toHaveLength(20);
  expect(watches.filter((watch) => watch.getSnapshot().error?.code === "limit-watches")).toHaveLength(20);
  expect(hub.connection.getSnapshot().state).toBe("live");
});

test("a token that is refused is asked for again once, and then the refusal is told", async () => {
  server.refusals.set(job.id, "token-expired");
  const token = vi.fn(() => `t${token.mock.calls.length}`);
  const watch = hub.watchJob(job.id, { token });
  watch.subscribe(listen);
  await pass(1_000);
  expect(server.watches.map(({ jobs }) => jobs[0]?.token)).toEqual(["t1", "t2"]);
  expect(watch.getSnapshot().error?.code).toBe("token-expired");
});

test("a token whose end is known is renewed before it, on the same connection", async () => {
  let asked = 0;
  const token = () => {
    asked += 1;
    return { token: `t${asked}`, expiresAt: new Date(Date.now() + 900_000).toISOString() };
  };
  hub.watchJob(job.id, { token }).subscribe(listen);
  await pass(880_000);
  expect(server.watches.map(({ jobs }) => jobs[0]?.token)).toEqual(["t1", "t2"]);
  expect(server.count("/hubs")).toBe(1);
});

test("an access token that a poll is refused with is asked for again", async () => {
  hub.close();
  server.hubIsUp = false;
  let valid = "a";
  server.statusOf = (_, token) => (token === valid ? 200 : 401);
  hub = server.client(() => valid);
  const watch = hub.watchJob(job.id);
  watch.subscribe(listen);
  await pass(3_000);
  valid = "b";
  await pass(3_000);
  expect(watch.getSnapshot().error).toBeUndefined();
  expect(server.requests.at(-1)?.token).toBe("b");
});

test("a watch that has ended begins anew for who watches again", async () => {
  const first = hub.watchJob("late");
  first.subscribe(listen);
  await pass(500);
  expect(first.getSnapshot().error?.code).toBe("job-not-found");
  server.put(sampleJob({ id: "late" }));
  const second = hub.watchJob("late");
  second.subscribe(listen);
  await pass(2_000);
  expect(second.getSnapshot()).toMatchObject({ error: undefined, job: { id: "late" } });
});

test("a retry is seen by who still watches the final job", async () => {
  server.put(final(3));
  const watch = hub.watchJob(job.id);
  watch.subscribe(listen);
  await pass(0);
  expect(watch.getSnapshot().isFinal).toBe(true);
  server.push({ ...job, version: 4_294_967_297, attempt: 2 });
  expect(watch.getSnapshot()).toMatchObject({ isFinal: false, job: { attempt: 2 } });
});

test("a listener hears of the connection, too", async () => {
  const watch = hub.watchJob(job.id);
  const listener = vi.fn();
  watch.subscribe(listener);
  await pass(0);
  listener.mockClear();
  server.down();
  expect(listener).toHaveBeenCalled();
  expect(watch.getSnapshot().connection.state).toBe("reconnecting");
});

test("closing the client ends every watch", async () => {
  const watch = hub.watchJob(job.id);
  watch.subscribe(listen);
  await pass(0);
  hub.close();
  expect(watch.getSnapshot().error?.code).toBe("closed");
  expect(hub.connection.getSnapshot().state).toBe("closed");
});

test("what is left at the same moment travels in few calls", async () => {
  const ids = Array.from({ length: 30 }, (_, at) => `job-${at}`);
  server.put(...ids.map((id) => ({ ...job, id })));
  const stops = ids.map((id) => hub.watchJob(id).subscribe(listen));
  hub.watchJob(job.id).subscribe(listen);
  await pass(500);
  for (const stop of stops) stop();
  await pass(6_000);
  expect(server.unwatches.flatMap(({ jobs }) => jobs).sort()).toEqual([...ids].sort());
  expect(server.unwatches.length).toBeLessThan(4);
});

test("what lingers makes room for what is wanted, so that a connection never watches too much", async () => {
  const ids = Array.from({ length: 240 }, (_, at) => `job-${at}`);
  server.put(...ids.map((id) => ({ ...job, id })));
  const watched = new Set<string>();
  let most = 0;
  server.onWatch = ({ jobs }) => {
    for (const { jobs: left } of server.unwatches.splice(0)) for (const id of left) watched.delete(id);
    for (const { id } of jobs) watched.add(id);
    most = Math.max(most, watched.size);
  };
  for (let at = 0; at < ids.length; at += 40) {
    const stops = ids.slice(at, at + 40).map((id) => hub.watchJob(id).subscribe(listen));
    await pass(400);
    for (const stop of stops) stop();
  }
  expect(most).toBeLessThanOrEqual(100);
  expect(hub.watchJob("job-239").getSnapshot().error).toBeUndefined();
});
