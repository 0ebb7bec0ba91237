import type { JobSnapshot } from "@progresshub/client";
import { useEffect, useRef, useState } from "react";
import { ask } from "../shell/api";

/** Between two reads at least this long. */
const gapMs = 1_000;

/** The newest jobs of some states; read again when `changes` has changed, at most once a second. Undefined until it is known. */
export function useJobsNow(states: string, limit: number, changes: string | undefined): readonly JobSnapshot[] | undefined {
  const [jobs, setJobs] = useState<readonly JobSnapshot[]>();
  const readAt = useRef(Number.NEGATIVE_INFINITY);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change is the trigger.
  useEffect(() => {
    const leaving = new AbortController();
    const read = async () => {
      readAt.current = performance.now();
      try {
        const page = await ask<{ jobs: JobSnapshot[] }>(`jobs?state=${states}&limit=${limit}`, { signal: leaving.signal });
        setJobs(page.jobs);
      } catch {
        // What was known stays; the connection mark says what is wrong.
      }
    };
    const timer = setTimeout(read, Math.max(0, readAt.current + gapMs - performance.now()));
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [states, limit, changes]);
  return jobs;
}
