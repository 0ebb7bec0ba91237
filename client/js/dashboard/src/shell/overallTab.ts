import type { GroupSummary } from "@progresshub/client";
import { count } from "../format/numbers";
import { ringOf, type Tab } from "./tab";

/** What the tab says of all jobs; `failedBefore` is how many had failed when the reader last looked. */
export function overallTab(summary: GroupSummary | undefined, failedBefore: number): Tab {
  if (summary === undefined) return { title: "", icon: "idle" };
  const { running = 0, failed = 0 } = summary.byState;
  const news = Math.max(0, failed - failedBefore);
  const title = [running > 0 && `${count(running)} running`, news > 0 && `${count(news)} failed`].filter(Boolean).join(", ");
  if (running > 0) return { title, icon: ringOf(unfinishedFraction(summary)) };
  return { title, icon: news > 0 ? "cross" : "idle" };
}

/** How far the jobs are that are not final: a roll-up counts the final ones as whole. */
function unfinishedFraction({ total, byState, fraction = 0 }: GroupSummary): number {
  const { succeeded = 0, failed = 0, canceled = 0 } = byState;
  const final = succeeded + failed + canceled;
  return total > final ? Math.max(0, (fraction * total - final) / (total - final)) : 0;
}
