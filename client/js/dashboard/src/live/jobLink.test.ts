import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { JobSnapshot, WatchAnswer, WatchRequest } from "../wire/wire";
import { ConnectionStore } from "./connection";
import { JobLink } from "./jobLink";
import { JobStore } from "./jobStore";
import type { HubListener, PolledPage } from "./ports";
import { sampleAnswer, sampleJob } from "./samples";

const atOnce = (run: () => void) => run();

/** A server of which the hub and the polls can be taken away. */
class FakeServer {
  hubIsUp = true;
  apiIsUp = true;
  polls = 0;
  opened = 0;
  requests: WatchRequest[] = [];
  answer: (request: WatchRequest) => WatchAnswer = () => sampleAnswer([]);
  polled: PolledPage = { page: { jobs: [] }, store: "s1" };
  listener: HubListener | undefined;

  readonly open = async (listener: HubListener) => {
    this.opened += 1;
    if (!this.hubIsUp) throw new Error("refused");
    this.listener = listener;
    return {
      watch: async (request: WatchRequest) => {
        this.requests.push(request);
        return this.answer(request);
      },
      close: () => undefined,
    };
  };

  readonly poll = async () => {
    this.polls += 1;
    if (!this.apiIsUp) throw new Error("refused");
    return this.polled;
  };
}

let server: FakeServer;
let jobs: JobStore;
let connection: ConnectionStore;
let link: JobLink;
let online: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  online = true;
  server = new FakeServer();
  jobs = new JobStore(atOnce);
  connection = new ConnectionStore(Date.now(), atOnce);
  link = new JobLink({ openHub: server.open, pollJobs: server.poll, jobs, connection, isOnline: () => online, random: () => 0.5 });
});

afterEach(() => {
  vi.useRealTimers();
});

const state = () => connection.getSnapshot().state;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("goes live by watching the group of all jobs, and does not poll", async () => {
  server.answer = () => sampleAnswer([sampleJob()]);
  link.start();
  await pass(60_000);
  expect(state()).toBe("live");
  expect(server.requests).toEqual([{ groups: [{ name: "all", mode: "jobs" }] }]);
  expect(jobs.getSnapshot()).toHaveLength(1);
  expect(server.polls).toBe(0);
});

test("polls every 2 s while the hub is out of reach, and returns to live by itself", async () => {
  server.hubIsUp = false;
  server.polled = { page: { jobs: [sampleJob({ version: 2 })] }, store: "s1" };
  link.start();
  await pass(10_100);
  expect(state()).toBe("polling");
  expect(server.polls).toBe(6);
  expect(jobs.getSnapshot()[0]?.version).toBe(2);
  server.hubIsUp = true;
  await pass(10_000);
  expect(state()).toBe("live");
  const { polls } = server;
  await pass(30_000);
  expect(server.polls).toBe(polls);
});

test("says Reconnecting while nothing answers, and is right within 3 s of the server's return", async () => {
  server.answer = () => sampleAnswer([sampleJob({ version: 1 })]);
  link.start();
  await pass(6_000);
  server.hubIsUp = server.apiIsUp = false;
  server.listener?.closed();
  await pass(120_000);
  expect(state()).toBe("reconnecting");
  server.hubIsUp = server.apiIsUp = true;
  server.answer = () => sampleAnswer([sampleJob({ version: 7 })]);
  await pass(3_000);
  expect(state()).toBe("live");
  expect(jobs.getSnapshot()[0]?.version).toBe(7);
});

test("a server that accepts and drops is not hammered", async () => {
  server.apiIsUp = false;
  server.answer = () => {
    queueMicrotask(() => setTimeout(() => server.listener?.closed(), 1));
    return sampleAnswer([]);
  };
  link.start();
  await pass(60_000);
  expect(server.opened).toBeLessThan(25);
});

test("waits as long as a leaving server asks, and says that it restarts", async () => {
  link.start();
  await pass(0);
  server.listener?.goingAway({ retryAfterSeconds: 7 });
  server.listener?.closed();
  expect(connection.getSnapshot().isServerRestarting).toBe(true);
  await pass(6_900);
  expect(server.opened).toBe(1);
  expect(server.polls).toBe(0);
  await pass(200);
  expect(server.opened).toBe(2);
  expect(connection.getSnapshot()).toMatchObject({ state: "live", isServerRestarting: false });
});

test("a resync watches again", async () => {
  link.start();
  await pass(0);
  server.answer = () => sampleAnswer([sampleJob({ version: 3 })]);
  server.listener?.resync({ reason: "too-far-behind" });
  await pass(0);
  expect(server.requests).toHaveLength(2);
  expect(jobs.getSnapshot()[0]?.version).toBe(3);
});

test("after a reconnect, unfinished jobs beyond the end of the answer are asked for with the version known", async () => {
  const old = sampleJob({ id: "old", version: 4, createdAt: "2026-03-01T00:00:00.000Z" });
  const gone = sampleJob({ id: "gone", createdAt: "2026-03-03T00:00:00.000Z" });
  const recent = sampleJob({ id: "recent" });
  server.answer = () => sampleAnswer([gone, recent, old]);
  link.start();
  await pass(0);
  const older: JobSnapshot = { ...old, version: 9, state: "succeeded" };
  server.answer = ({ jobs: asked }) => (asked ? { ...sampleAnswer([]), jobs: [older] } : sampleAnswer([recent], { nextCursor: "next" }));
  server.listener?.closed();
  await pass(1_000);
  expect(server.requests.at(-1)).toEqual({ jobs: [{ id: "old", version: 4 }] });
  expect(jobs.getSnapshot().map(({ id, version }) => [id, version])).toEqual([
    ["recent", 1],
    ["old", 9],
  ]);
});

test("another store makes all that is known forgotten", async () => {
  server.answer = () => sampleAnswer([sampleJob({ version: 9 })]);
  link.start();
  await pass(0);
  server.answer = () => sampleAnswer([sampleJob({ version: 2 })], { store: "s2" });
  server.listener?.closed();
  await pass(1_000);
  expect(jobs.getSnapshot().map(({ version }) => version)).toEqual([2]);
});

test("a job that was removed leaves the list", async () => {
  server.answer = () => sampleAnswer([sampleJob({ id: "a" }), sampleJob({ id: "b" })]);
  link.start();
  await pass(0);
  server.listener?.watchEnded({ jobs: ["a"], groups: [], reason: "removed" });
  expect(jobs.getSnapshot().map(({ id }) => id)).toEqual(["b"]);
});

test("what an abandoned connection still says is not listened to", async () => {
  link.start();
  await pass(0);
  const abandoned = server.listener;
  abandoned?.closed();
  await pass(1_000);
  abandoned?.jobsChanged([sampleJob({ version: 99 })]);
  abandoned?.closed();
  expect(jobs.getSnapshot()).toHaveLength(0);
  expect(state()).toBe("live");
});

test("a device without network is offline, and returns with it", async () => {
  link.start();
  await pass(0);
  online = server.hubIsUp = server.apiIsUp = false;
  link.lostNetwork();
  await pass(60_000);
  expect(state()).toBe("offline");
  online = server.hubIsUp = server.apiIsUp = true;
  link.refresh();
  await pass(0);
  expect(state()).toBe("live");
});

test("a page that is looked at again reads afresh without waiting for a fault", async () => {
  link.start();
  await pass(0);
  server.answer = () => sampleAnswer([sampleJob({ version: 8 })]);
  link.refresh();
  await pass(0);
  expect(jobs.getSnapshot()[0]?.version).toBe(8);
  expect(server.opened).toBe(1);
});
