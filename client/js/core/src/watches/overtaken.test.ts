import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ProgressHubClient } from "../client.js";
import { FakeServer, pass } from "../testing/fakeServer.js";
import { sampleJob } from "../testing/samples.js";

const job = sampleJob({ groups: ["g"] });
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

test("pushes that overtake the answer of a watch are not undone by it", async () => {
  server.put(sampleJob({ id: "removed", groups: ["g"] }));
  const summary = { name: "g", total: 2, byState: { queued: 2 }, asOf: "2026-03-02T09:00:00.001Z" };
  server.onAnswer = () => {
    server.push(sampleJob({ id: "new", groups: ["g"] }));
    server.listener?.watchEnded({ jobs: ["removed"], groups: [], reason: "removed" });
    server.listener?.groupsChanged([summary]);
  };
  const [group, rollUp] = [hub.watchGroup("g"), hub.watchGroup("g", { mode: "summary" })];
  for (const watch of [group, rollUp]) watch.subscribe(listen);
  await pass(0);
  expect(rollUp.getSnapshot().summary).toEqual(summary);
  expect(group.getSnapshot().jobs?.map(({ id }) => id)).toEqual(["new", job.id].sort().reverse());
});

test("an answer that is newer than the pushes before it is taken, also of a server whose clock is late", async () => {
  const rollUp = hub.watchGroup("g", { mode: "summary" });
  server.onAnswer = () =>
    server.listener?.groupsChanged([{ name: "g", total: 7, byState: { queued: 7 }, asOf: "2026-03-02T08:59:59.999Z" }]);
  rollUp.subscribe(listen);
  await pass(0);
  expect(rollUp.getSnapshot().summary?.total).toBe(1);
  server.listener?.groupsChanged([{ name: "g", total: 9, byState: { queued: 9 }, asOf: "2026-03-02T10:00:00.000Z" }]);
  server.onAnswer = () => undefined;
  server.listener?.closed();
  await pass(3_000);
  expect(rollUp.getSnapshot().summary?.total).toBe(1);
});
