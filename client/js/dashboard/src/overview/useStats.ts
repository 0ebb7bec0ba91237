import type { ProgressHubError } from "@progresshub/client";
import { useEffect, useRef, useState } from "react";
import { ask } from "../shell/api";
import type { Stats } from "./stats";

/** While the page is seen the numbers are read this often; the counts beside them are pushed. */
const everyMs = 10_000;

/** The queue grows when it is longer than it was so long ago. */
const growthMs = 60_000;

export interface StatsView {
  stats: Stats | undefined;
  isQueueGrowing: boolean;
  error: ProgressHubError | undefined;
  retry: () => void;
}

export function useStats(): StatsView {
  const [stats, setStats] = useState<Stats>();
  const [error, setError] = useState<ProgressHubError>();
  const [turn, setTurn] = useState(0);
  const samples = useRef<{ at: number; queued: number }[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn reads at once.
  useEffect(() => {
    const leaving = new AbortController();
    const read = async () => {
      if (document.hidden) return;
      try {
        const read = await ask<Stats>("stats", { signal: leaving.signal });
        const at = Date.parse(read.asOf);
        samples.current = [...samples.current.filter((one) => at - one.at < 5 * growthMs), { at, queued: read.byState.queued ?? 0 }];
        setStats(read);
        setError(undefined);
      } catch (fault) {
        if (!leaving.signal.aborted) setError(fault as ProgressHubError);
      }
    };
    void read();
    const timer = setInterval(read, everyMs);
    document.addEventListener("visibilitychange", read);
    return () => {
      leaving.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", read);
    };
  }, [turn]);
  return { stats, isQueueGrowing: isGrowing(samples.current), error, retry: () => setTurn((before) => before + 1) };
}

function isGrowing(samples: readonly { at: number; queued: number }[]): boolean {
  const last = samples.at(-1);
  const before = last && samples.findLast(({ at }) => last.at - at >= growthMs);
  return before !== undefined && last !== undefined && before.queued > 0 && last.queued > before.queued;
}
