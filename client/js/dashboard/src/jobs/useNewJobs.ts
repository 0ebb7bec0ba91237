import { useGroupSummary } from "@progresshub/react";
import { useEffect, useRef } from "react";
import type { JobsModel } from "./jobsModel";

/** Between two looks at least this long: new rows come at most once a second. */
const gapMs = 1_000;

/** A look that failed is tried again. */
const retryMs = 5_000;

/** Looks for new jobs whenever the roll-up says that something has come or changed its state: the page watches no job that it does not show. */
export function useNewJobs(model: JobsModel, mustWait: boolean): void {
  const { summary } = useGroupSummary(model.filter.group ?? "all");
  const counts = summary && JSON.stringify(summary.byState);
  const wait = useRef(mustWait);
  wait.current = mustWait;
  const lookedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (counts === undefined) return;
    let timer: ReturnType<typeof setTimeout>;
    const lookIn = (ms: number) => {
      timer = setTimeout(look, ms);
    };
    const look = async () => {
      lookedAt.current = performance.now();
      const hasFailed = !(await model.lookForNew(!wait.current && window.scrollY === 0));
      if (hasFailed && !isOver) lookIn(retryMs);
    };
    let isOver = false;
    lookIn(Math.max(0, lookedAt.current + gapMs - performance.now()));
    // The next change puts nothing off: the gap is counted from the last look.
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [counts, model]);
}
