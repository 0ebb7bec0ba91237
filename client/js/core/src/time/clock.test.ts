import { beforeEach, expect, test, vi } from "vitest";
import { ConnectionStore } from "../link/connection.js";
import { sampleJob } from "../testing/samples.js";
import { Clock, notCurrentSince } from "./clock.js";
import { Frames } from "./frames.js";

const atOnce = new Frames((run) => run());
let now: number;
let heardAt: number | undefined;
let connection: ConnectionStore;
let clock: Clock;

beforeEach(() => {
  now = Date.parse("2026-03-02T09:00:10.000Z");
  connection = new ConnectionStore(now, atOnce);
  heardAt = now;
  clock = new Clock(
    connection,
    () => heardAt,
    atOnce,
    () => now,
  );
});

const pass = (ms: number) => {
  now += ms;
  clock.tick();
};

test("a live connection is current, however quiet", () => {
  connection.set({ state: "live", since: now });
  pass(15_000);
  expect(clock.getSnapshot().isStale).toBe(false);
});

test("3 s after the loss the server's clock stands still", () => {
  connection.set({ state: "live", since: now });
  connection.set({ state: "reconnecting", since: now });
  pass(2_000);
  expect(clock.getSnapshot().isStale).toBe(false);
  const { serverNow } = clock.getSnapshot();
  pass(1_000);
  expect(clock.getSnapshot()).toMatchObject({ isStale: true, serverNow });
  pass(60_000);
  expect(clock.getSnapshot()).toMatchObject({ isStale: true, serverNow, deviceNow: now });
});

test("polls in time are current, polls that stop are not", () => {
  connection.set({ state: "polling", since: now });
  expect(notCurrentSince(connection.getSnapshot(), heardAt, now + 4_900)).toBeUndefined();
  expect(notCurrentSince(connection.getSnapshot(), heardAt, now + 5_100)).toBe(now + 2_000);
});

test("the server's time is the device's less the smallest difference seen", () => {
  connection.set({ state: "live", since: now });
  clock.learn([sampleJob({ reportedAt: "2026-03-02T09:00:05.000Z" })]);
  clock.learn([sampleJob({ reportedAt: "2026-03-02T09:00:07.000Z" })]);
  pass(1_000);
  expect(clock.getSnapshot().serverNow).toBe(now - 3_000);
});

test("the clock rests while nobody listens", () => {
  vi.useFakeTimers();
  try {
    const stop = clock.subscribe(() => undefined);
    expect(vi.getTimerCount()).toBe(1);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
