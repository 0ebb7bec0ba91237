import type { Connection } from "@progresshub/client";
import { expect, test } from "vitest";
import { connectionWords, stripWords } from "./connectionWords";

const now = 1_800_000_000_000;
const link = (change: Partial<Connection>): Connection => ({
  state: "live",
  since: now,
  ...change,
});

test("live tells its age from ten seconds on", () => {
  expect(connectionWords(link({}), now, now + 9_999).label).toBe("Live");
  expect(connectionWords(link({}), now, now + 12_000).label).toBe("Live, 12 s");
});

test("polling says so and offers to go live", () => {
  const { mark, label, detail, action } = connectionWords(link({ state: "polling" }), now, now);
  expect([mark, label, action]).toEqual(["polling", "Polling every 2 s", "Try live now"]);
  expect(detail).toMatch(/^WebSocket cannot be reached since \d\d:\d\d\. Nothing is missing, updates come every 2 s\.$/);
});

test("reconnecting tells for how long, what is seen and when it tries next", () => {
  const lost = link({ state: "reconnecting", nextTryAt: now + 12_000 });
  expect(connectionWords(lost, now, now + 8_000).label).toBe("Reconnecting, 8 s");
  expect(connectionWords(lost, now, now + 8_000).detail).toMatch(/You see that moment\. Next try in 4 s\.$/);
  expect(stripWords(lost, now, now + 8_000)).toMatch(/^Connection lost 8 s ago\. You see the state of \d\d:\d\d:\d\d\. Next try in 4 s\.$/);
});

test("a server that restarts and a device without network have their own words", () => {
  expect(connectionWords(link({ state: "reconnecting", reason: "going-away" }), now, now).label).toBe("Server restarting");
  expect(connectionWords(link({ state: "offline" }), now, now).label).toMatch(/^Offline since \d\d:\d\d$/);
});

test("a page whose right has ended is told to sign in again", () => {
  expect(connectionWords(link({ state: "closed", reason: "unauthenticated" }), now, now).label).toBe("Sign in again");
});
