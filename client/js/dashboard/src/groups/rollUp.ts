import type { GroupSummary } from "@progresshub/client";
import { count } from "../format/numbers";

/** The parts of a roll-up bar in their order; what is queued or scheduled is its empty track. */
export const rollUpParts = ["succeeded", "running", "failed", "canceled"] as const;

export type RollUpPart = (typeof rollUpParts)[number];

/** How much of the bar each part takes, 0 to 1. */
export function rollUpShares({ total, byState }: GroupSummary): Record<RollUpPart, number> {
  const share = (part: RollUpPart) => (total > 0 ? (byState[part] ?? 0) / total : 0);
  return { succeeded: share("succeeded"), running: share("running"), failed: share("failed"), canceled: share("canceled") };
}

/** "412 of 600": how many are over. */
export function overOf({ total, byState }: GroupSummary): string {
  const { succeeded = 0, failed = 0, canceled = 0 } = byState;
  return `${count(succeeded + failed + canceled)} of ${count(total)}`;
}

/** The bar in a sentence. */
export function rollUpWords(summary: GroupSummary): string {
  const parts = Object.entries(summary.byState).map(([state, number]) => `${count(number)} ${state}`);
  return `${overOf(summary)} jobs are over: ${parts.join(", ")}`;
}
