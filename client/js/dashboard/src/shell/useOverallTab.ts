import { useConnectionState, useGroupSummary } from "@progresshub/react";
import { useEffect, useRef } from "react";
import { overallTab } from "./overallTab";
import { writeTab } from "./tab";
import { useTime } from "./useTime";

/** The overall state in the tab, where no page has more to say. */
export function useOverallTab(): void {
  const { state } = useConnectionState();
  const { summary } = useGroupSummary("all");
  const second = useTime(({ deviceNow }) => Math.floor(deviceNow / 1_000));
  const failedBefore = useRef<number>(undefined);
  const failed = summary?.byState.failed ?? 0;
  if (summary !== undefined) failedBefore.current ??= failed;
  useEffect(() => {
    const seen = () => {
      if (document.visibilityState === "visible") failedBefore.current = undefined;
    };
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tick is the trigger; the roll-up changes far more often.
  useEffect(() => {
    writeTab(overallTab(summary, failedBefore.current ?? failed), state === "offline");
  }, [second]);
}
