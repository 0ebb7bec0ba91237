import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ProgressHubClient } from "../client.js";
import { FakeServer, pass } from "../testing/fakeServer.js";
import { sampleJob } from "../testing/samples.js";

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

const connection = () => hub.connection.getSnapshot();

function start(id = job.id) {
  const watch = hub.watchJob(id);
  watch.subscribe(() => undefined);
  return watch;
}

/** The most requests in any one second. */
function busiestSecond(): number {
  return Math.max(...server.requests.map(({ at }) => server.requests.filter((other) => other.at >= at && other.at < at + 1_000).length));
}

test("nothing is asked before something is watched", async () => {
  hub.watchJob(job.id);
  await pass(60_000);
  expect(server.requests).toHaveLength(0);
  expect(connection().state).toBe("connecting");
});

test("goes live with the first watch, and does not poll", async () => {
  const watch = start();
  await pass(60_000);
  expect(connection().state).toBe("live");
  expect(server.watches).toEqual([{ jobs: [{ id: job.id }], groups: [] }]);
  expect(watch.getSnapshot().job).toEqual(job);
  expect(server.count("/api")).toBe(0);
  expect(server.count("/hubs")).toBe(1);
});

test("polls every 2 s while the hub is out of reach, says why, and returns to live by itself", async () => {
  server.hubIsUp = false;
  const watch = start();
  await pass(10_100);
  expect(connection()).toMatchObject({ state: "polling", reason: "websocket-unreachable" });
  expect(server.count("/api")).toBeGreaterThanOrEqual(5);
  expect(server.count("/api")).toBeLessThanOrEqual(6);
  expect(watch.getSnapshot().job).toEqual(job);
  server.hubIsUp = true;
  await pass(10_000);
  expect(connection()).toMatchObject({ state: "live", reason: undefined });
  const polls = server.count("/api");
  await pass(30_000);
  expect(server.count("/api")).toBe(polls);
});

test("a poll names the version known", async () => {
  server.hubIsUp = false;
  start();
  await pass(3_000);
  expect(server.requests.filter(({ path }) => path.startsWith("/api")).map(({ path }) => path)).toEqual([
    `/api/jobs/${job.id}`,
    `/api/jobs/${job.id}?after=${job.version}`,
  ]);
});

test("says Reconnecting while nothing answers, and is right within 3 s of the server's return", async () => {
  const watch = start();
  await pass(6_000);
  server.down();
  await pass(120_000);
  expect(connection()).toMatchObject({ state: "reconnecting", reason: "lost" });
  expect(watch.getSnapshot().job).toEqual(job);
  expect(watch.getSnapshot().error).toBeUndefined();
  server.up();
  server.put({ ...job, version: 7 });
  await pass(3_000);
  expect(watch.getSnapshot().job?.version).toBe(7);
  expect(connection().state).toBe("live");
});

test("while the server is down there are at most 2 requests a second, however many watches", async () => {
  for (let n = 0; n < 50; n += 1) server.put(sampleJob({ id: `j${n}` }));
  for (let n = 0; n < 50; n += 1) start(`j${n}`);
  await pass(6_000);
  server.requests = [];
  server.down();
  for (let n = 0; n < 10; n += 1) {
    await pass(10_000);
    hub.refresh();
  }
  expect(server.requests.length).toBeGreaterThan(50);
  expect(busiestSecond()).toBeLessThanOrEqual(2);
});

test("a server that accepts and drops is not hammered", async () => {
  server.apiIsUp = false;
  server.onWatch = () => setTimeout(() => server.listener?.closed(), 1);
  start();
  await pass(60_000);
  expect(server.count("/hubs")).toBeLessThan(25);
});

test("waits as long as a leaving server asks, and says that it goes away", async () => {
  start();
  await pass(0);
  server.listener?.goingAway({ retryAfterSeconds: 7 });
  server.listener?.closed();
  expect(connection()).toMatchObject({ state: "reconnecting", reason: "going-away" });
  await pass(6_900);
  expect(server.requests).toHaveLength(1);
  await pass(200);
  expect(server.count("/hubs")).toBe(2);
  expect(connection()).toMatchObject({ state: "live", reason: undefined });
});

test("a resync watches again without versions", async () => {
  start();
  await pass(0);
  server.listener?.resync({ reason: "too-far-behind" });
  await pass(200);
  expect(server.watches.at(-1)).toEqual({ jobs: [{ id: job.id }], groups: [] });
  expect(server.watches).toHaveLength(2);
});

test("after a reconnect only what is newer than the version known is asked for", async () => {
  start();
  await pass(0);
  server.listener?.closed();
  await pass(1_500);
  expect(server.watches.at(-1)).toEqual({ jobs: [{ id: job.id, version: job.version }], groups: [] });
});

test("a socket that says nothing for two keep-alives is not believed: it polls at once and connects anew", async () => {
  stopBeat();
  const watch = start();
  await pass(1_000);
  server.hubIsUp = false;
  server.put({ ...job, version: 9 });
  await pass(9_100);
  expect(connection()).toMatchObject({ state: "polling" });
  expect(watch.getSnapshot().job?.version).toBe(9);
  expect(server.closes).toBeGreaterThan(0);
});

test("what an abandoned connection still says is not listened to", async () => {
  const watch = start();
  await pass(0);
  const abandoned = server.listener;
  abandoned?.closed();
  await pass(1_500);
  abandoned?.jobsChanged([{ ...job, version: 99 }]);
  abandoned?.closed();
  expect(watch.getSnapshot().job?.version).toBe(job.version);
  expect(connection().state).toBe("live");
});

test("a device without network is offline, and returns with it", async () => {
  start();
  await pass(0);
  server.isOnline = server.hubIsUp = server.apiIsUp = false;
  server.lostNetwork();
  expect(connection()).toMatchObject({ state: "offline", reason: "no-network" });
  await pass(60_000);
  expect(connection().state).toBe("offline");
  server.isOnline = true;
  server.up();
  server.returned();
  await pass(1_000);
  expect(connection().state).toBe("live");
});

test("a page that is looked at again reads afresh without waiting for a fault", async () => {
  const watch = start();
  await pass(0);
  server.put({ ...job, version: 8 });
  server.returned();
  await pass(200);
  expect(watch.getSnapshot().job?.version).toBe(8);
  expect(server.count("/hubs")).toBe(1);
});

test("a hidden tab asks a dead server rarely, and at once when it is seen again", async () => {
  start();
  await pass(6_000);
  server.isHidden = true;
  server.down();
  await pass(10_000);
  server.requests = [];
  await pass(300_000);
  expect(server.requests.length).toBeLessThanOrEqual(22);
  server.isHidden = false;
  server.up();
  server.returned();
  await pass(1_000);
  expect(connection().state).toBe("live");
});

test("the connection is left 5 s after the last watch, and taken up again with the next", async () => {
  const watch = hub.watchJob(job.id);
  const stop = watch.subscribe(() => undefined);
  await pass(1_000);
  stop();
  await pass(4_900);
  expect(connection().state).toBe("live");
  await pass(200);
  expect(connection()).toMatchObject({ state: "closed", reason: "idle" });
  expect(server.closes).toBe(1);
  start();
  await pass(1_000);
  expect(connection().state).toBe("live");
});

test("without the right to it a watch ends with the refusal, and nothing is asked any more", async () => {
  server.hubIsUp = false;
  server.statusOf = () => 401;
  const watch = start();
  await pass(1_000);
  expect(watch.getSnapshot().error).toMatchObject({ code: "code-401", status: 401, cure: "Mend it." });
  expect(connection()).toMatchObject({ state: "closed", reason: "code-401" });
  const { length } = server.requests;
  await pass(300_000);
  expect(server.requests).toHaveLength(length);
});

test("a server that asks for patience while polled is given it", async () => {
  server.hubIsUp = false;
  server.statusOf = () => 503;
  start();
  await pass(30_000);
  expect(connection().state).toBe("reconnecting");
  server.statusOf = () => 200;
  await pass(3_000);
  expect(connection().state).toBe("polling");
});
