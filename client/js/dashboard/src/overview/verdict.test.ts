import { expect, test } from "vitest";
import { allMinutes, lastHour } from "./stats";
import { verdict } from "./verdict";

const well = { missing: 0, lost: 0, failed: 0, queued: 0, oldestMs: undefined, isQueueGrowing: false, quiet: 0, running: 12 };

test("the worst is said first, and what runs last", () => {
  expect(verdict(well)).toBe("All is well · 12 running");
  expect(verdict({ ...well, failed: 2 })).toBe("2 failed in the last hour · 12 running");
  expect(verdict({ ...well, failed: 2, lost: 1, quiet: 3 })).toBe("1 lost · 2 failed in the last hour · 3 quiet · 12 running");
  expect(verdict({ ...well, missing: 1, lost: 2 })).toBe("1 node missing · 2 lost · 12 running");
  expect(verdict({ ...well, running: 0 })).toBe("Nothing is running");
});

test("a queue is worth a word when it grows or its oldest job waits long", () => {
  const queue = { ...well, queued: 3_210, oldestMs: 60_000 };
  expect(verdict(queue)).toBe("All is well · 12 running");
  expect(verdict({ ...queue, isQueueGrowing: true })).toBe("3,210 waiting, the oldest for 1 min · 12 running");
  expect(verdict({ ...queue, oldestMs: 14 * 60_000 })).toBe("3,210 waiting, the oldest for 14 min · 12 running");
});

test("the chart has sixty minutes, whichever of them the server names", () => {
  const stats = {
    asOf: "2026-03-02T09:00:05.700Z",
    byState: {},
    minutes: [{ at: "2026-03-02T08:59:00.000Z", succeeded: 38, failed: 1, canceled: 2 }],
  };
  const minutes = allMinutes(stats);
  expect(minutes).toHaveLength(60);
  expect(minutes[0]?.at).toBe("2026-03-02T08:01:00.000Z");
  expect(minutes[58]?.succeeded).toBe(38);
  expect(minutes[59]).toEqual({ at: "2026-03-02T09:00:00.000Z", succeeded: 0, failed: 0, canceled: 0 });
  expect(lastHour(stats)).toEqual({ succeeded: 38, failed: 1, canceled: 2 });
});
