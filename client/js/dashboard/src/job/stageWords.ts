import type { JobStage } from "@progresshub/client";
import { amount } from "../format/progress";

/** How far a stage is; nothing where that is not known, or goes without saying. */
export function stageWords({ state, fraction, done, total, unit }: JobStage): string {
  if (state === "waiting") return "";
  if (state === "completed") return done === undefined ? "" : amount({ done, ...(unit !== undefined && { unit }) }, true);
  if (fraction !== undefined) return `${Math.min(99, Math.floor(fraction * 100 + 1e-9))}%`;
  return amount({ ...(done !== undefined && { done }), ...(total !== undefined && { total }), ...(unit !== undefined && { unit }) }, true);
}
