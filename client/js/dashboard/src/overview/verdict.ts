import { count } from "../format/numbers";
import { span } from "../format/times";

/** What the verdict is made of; what is not known is left out. */
export interface Health {
  /** Nodes that have stopped answering. */
  missing: number;
  lost: number;
  /** In the last hour. */
  failed: number;
  queued: number;
  /** How long the oldest queued job has waited, in milliseconds. */
  oldestMs: number | undefined;
  isQueueGrowing: boolean;
  quiet: number;
  running: number;
}

/** Within so long a job may well wait. */
const longWaitMs = 5 * 60_000;

/** The page's sentence: what is amiss, the worst first, then what runs. */
export function verdict({ missing, lost, failed, queued, oldestMs, isQueueGrowing, quiet, running }: Health): string {
  const isWaiting = queued > 0 && oldestMs !== undefined && (isQueueGrowing || oldestMs >= longWaitMs);
  const amiss = [
    missing > 0 && `${count(missing)} ${missing === 1 ? "node" : "nodes"} missing`,
    lost > 0 && `${count(lost)} lost`,
    failed > 0 && `${count(failed)} failed in the last hour`,
    isWaiting && `${count(queued)} waiting, the oldest for ${span(oldestMs)}`,
    quiet > 0 && `${count(quiet)} quiet`,
  ].filter((part) => part !== false);
  const now = running > 0 ? `${count(running)} running` : "Nothing is running";
  if (amiss.length === 0) return running > 0 ? `All is well · ${now}` : now;
  return [...amiss, running > 0 ? now : "nothing is running"].join(" · ");
}
