/** How the jobs stand, as the server counts them. */
export interface Stats {
  asOf: string;
  byState: Record<string, number>;
  oldestQueuedAt?: string;
  /** Minutes without an end are absent. */
  minutes: Minute[];
}

/** The ends of one minute. */
export interface Minute {
  at: string;
  succeeded: number;
  failed: number;
  canceled: number;
}

const minuteMs = 60_000;
const shownMinutes = 60;

/** The minute of `asOf` and the 59 before it, oldest first, with zeros where nothing ended. */
export function allMinutes({ asOf, minutes }: Stats): Minute[] {
  const known = new Map(minutes.map((minute) => [Date.parse(minute.at), minute]));
  const last = Math.floor(Date.parse(asOf) / minuteMs) * minuteMs;
  return Array.from({ length: shownMinutes }, (_, at) => {
    const time = last - (shownMinutes - 1 - at) * minuteMs;
    return known.get(time) ?? { at: new Date(time).toISOString(), succeeded: 0, failed: 0, canceled: 0 };
  });
}

/** All ends of the hour. */
export function lastHour({ minutes }: Stats): Omit<Minute, "at"> {
  const sum = (name: "succeeded" | "failed" | "canceled") => minutes.reduce((all, minute) => all + minute[name], 0);
  return { succeeded: sum("succeeded"), failed: sum("failed"), canceled: sum("canceled") };
}
