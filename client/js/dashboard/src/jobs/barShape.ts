import type { JobSnapshot } from "@progresshub/client";
import { isFinal } from "./jobWords";

export type BarForm = "empty" | "measured" | "unmeasured";

/** How much of a bar is filled: what was reported, and never a guess. */
export function barShape(job: JobSnapshot): { form: BarForm; fraction: number } {
  if (job.state === "succeeded") return { form: "measured", fraction: 1 };
  const fraction = job.progress?.fraction;
  if (fraction !== undefined) return { form: "measured", fraction: Math.min(1, Math.max(0, fraction)) };
  return { form: job.state === "running" && !isFinal(job) ? "unmeasured" : "empty", fraction: 0 };
}

const leastPx = 2;

export type BarSize = "row" | "page";

/** No bar of a size is drawn narrower, as rows.css and job.css have it. Asking each bar for its width would lay out the page at each report. */
const narrowestPx: Record<BarSize, number> = { row: 120, page: 320 };

/** The scale that is drawn: a beginning can be seen, and an end that is not reached leaves a gap. */
export function drawnScale(fraction: number, size: BarSize): number {
  if (fraction <= 0) return 0;
  if (fraction >= 1) return 1;
  const least = leastPx / narrowestPx[size];
  return Math.min(1 - least, Math.max(least, fraction));
}

/** How long a bar glides to its new place: as long as the last two reports lay apart, within bounds. */
export function glideMs(gapMs: number): number {
  return Math.min(1_000, Math.max(120, gapMs));
}
