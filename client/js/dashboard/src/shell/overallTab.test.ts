import { expect, test } from "vitest";
import { overallTab } from "./overallTab";

const summary = (byState: Record<string, number>, fraction: number) => ({
  name: "all",
  total: Object.values(byState).reduce((sum, one) => sum + one, 0),
  byState,
  fraction,
  asOf: "2026-03-02T09:00:00.000Z",
});

test("the tab says what runs, and what has failed since the reader last looked", () => {
  expect(overallTab(summary({ running: 12, failed: 7 }, 0.5), 5).title).toBe("12 running, 2 failed");
  expect(overallTab(summary({ running: 12, failed: 7 }, 0.5), 7).title).toBe("12 running");
  expect(overallTab(summary({ failed: 7 }, 1), 6)).toEqual({ title: "1 failed", icon: "cross" });
  expect(overallTab(summary({ succeeded: 7 }, 1), 0)).toEqual({ title: "", icon: "idle" });
  expect(overallTab(undefined, 0)).toEqual({ title: "", icon: "idle" });
});

test("the ring shows how far the unfinished jobs are, not all there ever were", () => {
  expect(overallTab(summary({ running: 2, succeeded: 98 }, 0.99), 0).icon).toBe("ring5");
});
