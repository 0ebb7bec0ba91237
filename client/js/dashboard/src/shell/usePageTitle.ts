import type { JobSnapshot } from "@progresshub/client";
import { useConnectionState } from "@progresshub/react";
import { useEffect } from "react";
import { useTime } from "./useTime";

/** The overall state in the tab's title, written at most once a second because it is read at the clock's tick. */
export function usePageTitle(jobs: readonly JobSnapshot[]): void {
  const { state } = useConnectionState();
  const second = useTime(({ deviceNow }) => deviceNow);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tick is the trigger; jobs change far more often.
  useEffect(() => {
    document.title = pageTitle(jobs, state === "offline");
  }, [second]);
}

export function pageTitle(jobs: readonly JobSnapshot[], isOffline: boolean): string {
  const said = (["running", "failed"] as const)
    .map((state) => [jobs.filter((job) => job.state === state).length, state] as const)
    .filter(([number]) => number > 0)
    .map(([number, state]) => `${number} ${state}`)
    .join(", ");
  return [isOffline ? "Offline" : said, "ProgressHub"].filter(Boolean).join(" · ");
}
