import type { JobSnapshot } from "@progresshub/client";
import { useEffect, useRef } from "react";
import { stateWord } from "../jobs/jobWords";
import { announce } from "../shell/announce";
import { setting } from "../shell/settings";

/** Quarters are told at least this far apart. */
const quarterGapMs = 30_000;

/** Tells a screen reader of a change of state at once, and of each quarter of the work. */
export function useSpokenJob(job: JobSnapshot | undefined): void {
  const last = useRef<{ words: string; quarter: number; at: number }>(undefined);
  const words = job && stateWord(job);
  const quarter = Math.floor((job?.progress?.fraction ?? 0) * 4);
  const kind = job?.kind;
  useEffect(() => {
    if (words === undefined) return;
    const before = last.current;
    const at = performance.now();
    const isChange = before !== undefined && before.words !== words;
    const isQuarter = before !== undefined && quarter > before.quarter && at - before.at >= quarterGapMs;
    const told = setting("speech");
    if (isChange && told !== "off") announce(`${kind}: ${words}.`);
    else if (isQuarter && told === "quarters") announce(`${kind}: ${quarter * 25} percent.`);
    if (before === undefined || isChange || isQuarter) last.current = { words, quarter, at };
  }, [words, quarter, kind]);
}
