import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ProgressHubClient } from "../client.js";
import { FakeLog } from "../testing/fakeLog.js";
import { FakeServer, pass } from "../testing/fakeServer.js";
import { sampleJob } from "../testing/samples.js";
import { type LogWatch, watchLog } from "./watchLog.js";

const job = sampleJob();
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

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const logRequests = () => server.requests.filter(({ path }) => path.includes("/log"));
const end = () => server.push({ ...job, version: 99, state: "succeeded", finalizedAt: "2026-03-02T09:00:09.000Z" });

function follow(): LogWatch {
  const watch = watchLog(hub, job.id);
  watch.subscribe(() => undefined);
  return watch;
}

/** What an iterator has given so far. */
function gather(watch: LogWatch) {
  const seen: { numbers: number[]; missed: number; isDone: boolean; error: unknown } = {
    numbers: [],
    missed: 0,
    isDone: false,
    error: undefined,
  };
  void (async () => {
    try {
      for await (const { lines, missed } of watch) {
        seen.numbers.push(...lines.map(({ seq }) => seq));
        seen.missed += missed;
      }
      seen.isDone = true;
    } catch (error) {
      seen.error = error;
    }
  })();
  return seen;
}

const shown = (watch: LogWatch) => watch.getSnapshot().lines?.map(({ seq }) => seq);

test("a log is watched beside its job over one connection, and told by push alone", async () => {
  server.log(job.id, 3);
  const watch = follow();
  hub.watchJob(job.id).subscribe(() => undefined);
  await pass(200);
  expect(shown(watch)).toEqual([1, 2, 3]);
  server.log(job.id, 2);
  expect(shown(watch)).toEqual([1, 2, 3, 4, 5]);
  expect(server.count("/hubs")).toBe(1);
  expect(logRequests()).toEqual([]);
  expect(server.watches).toEqual([{ jobs: [{ id: job.id }], groups: [], logs: [{ id: job.id }] }]);
});

test("a long log begins with its newest lines, and says which number comes next", async () => {
  server.log(job.id, 5_000);
  const watch = follow();
  await pass(0);
  expect(shown(watch)).toEqual(numbers(4_801, 5_000));
  expect(watch.getSnapshot()).toMatchObject({ nextSeq: 5_001, dropped: 0 });
});

test("lines that a push has left out are read, once each", async () => {
  const watch = follow();
  await pass(0);
  server.log(job.id, 10);
  server.log(job.id, 2_500, { isLost: true });
  server.log(job.id, 5);
  server.log(job.id, 5);
  await pass(0);
  expect(shown(watch)).toEqual(numbers(1, 2_520));
  expect(logRequests().length).toBe(3);
});

test("after a reconnect only what is newer is asked for, and what does not fit into the answer is read", async () => {
  server.log(job.id, 10);
  const watch = follow();
  await pass(0);
  server.listener?.closed();
  server.log(job.id, 450, { isLost: true });
  await pass(1_500);
  expect(server.watches.at(-1)?.logs).toEqual([{ id: job.id, after: 10 }]);
  expect(shown(watch)).toEqual(numbers(1, 460));
});

test("without a hub the log is polled by the number known", async () => {
  server.hubIsUp = false;
  server.log(job.id, 3);
  const watch = follow();
  await pass(3_000);
  server.log(job.id, 4, { isLost: true });
  await pass(3_000);
  expect(shown(watch)).toEqual(numbers(1, 7));
});

test("an iterator gives every line once and in order, from the oldest to the end of the job", async () => {
  server.log(job.id, 3_000);
  const seen = gather(watchLog(hub, job.id));
  await pass(100);
  for (let times = 0; times < 20; times += 1) {
    server.log(job.id, 30, { isLost: times % 3 === 0 });
    await pass(50);
  }
  server.log(job.id, 7, { isLost: true });
  end();
  await pass(100);
  expect(seen).toEqual({ numbers: numbers(1, 3_607), missed: 0, isDone: true, error: undefined });
});

test("an iterator begins after a number, and says what is no longer kept", async () => {
  server.logs.set(job.id, new FakeLog(job.id, 100));
  server.log(job.id, 1_000);
  end();
  const late = gather(watchLog(hub, job.id, { after: 950 }));
  const all = gather(watchLog(hub, job.id));
  await pass(500);
  expect(late).toMatchObject({ numbers: numbers(951, 1_000), missed: 0, isDone: true });
  expect(all).toMatchObject({ numbers: numbers(901, 1_000), missed: 900, isDone: true });
});

test("the log of a job that is not there ends with the refusal", async () => {
  const watch = watchLog(hub, "unknown");
  watch.subscribe(() => undefined);
  const seen = gather(watchLog(hub, "unknown"));
  await pass(200);
  expect(watch.getSnapshot().error).toMatchObject({ code: "job-not-found" });
  expect(seen.error).toMatchObject({ code: "job-not-found" });
});

test("a job that is removed takes its log along", async () => {
  const watch = follow();
  await pass(0);
  server.listener?.watchEnded({ jobs: [job.id], groups: [], reason: "removed" });
  expect(watch.getSnapshot().error).toMatchObject({ code: "job-not-found" });
});

test("another store's log is begun anew", async () => {
  server.log(job.id, 50);
  const watch = follow();
  await pass(0);
  server.store = "s2";
  server.logs.clear();
  server.log(job.id, 2, { isLost: true });
  server.listener?.closed();
  await pass(2_000);
  expect(shown(watch)).toEqual([1, 2]);
});

test("ranges and searches are answered by the server", async () => {
  server.log(job.id, 500);
  const watch = watchLog(hub, job.id);
  expect((await watch.read({ after: 100, limit: 2 })).lines.map(({ seq }) => seq)).toEqual([101, 102]);
  expect((await watch.read({ text: "line 49" })).lines).toHaveLength(11);
  expect(logRequests().map(({ path }) => path)).toEqual([`/api/jobs/${job.id}/log?after=100&limit=2`, `/api/jobs/${job.id}/log?q=line+49`]);
});

test("a closed watch ends its iterator, and leaves the log", async () => {
  const watch = watchLog(hub, job.id);
  hub.watchGroup("all").subscribe(() => undefined);
  const seen = gather(watch);
  await pass(100);
  watch.close();
  await pass(11_000);
  expect(seen.isDone).toBe(true);
  expect(server.unwatches).toContainEqual({ jobs: [], groups: [], logs: [job.id] });
});

test("no more than the newest lines are kept here", async () => {
  const watch = follow();
  await pass(0);
  for (let times = 0; times < 12; times += 1) server.log(job.id, 1_000);
  expect(watch.getSnapshot().lines).toHaveLength(10_000);
  expect(watch.getSnapshot().dropped).toBe(2_000);
});
