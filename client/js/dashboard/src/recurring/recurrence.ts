/** A recurring job as the server tells it. */
export interface Recurrence {
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly kind: string;
  readonly args: unknown;
  readonly paused: boolean;
  /** Absent while it is paused. */
  readonly nextAt?: string;
  readonly lastAt?: string;
  readonly lastJobId?: string;
  /** Its newest jobs, the newest first; an older server tells none. */
  readonly recentJobIds?: readonly string[];
  readonly source: "code" | "api";
}
