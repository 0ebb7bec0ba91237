import { exact } from "../format/times";

export const timeForms = ["offset", "local", "utc", "off"] as const;

export type TimeForm = (typeof timeForms)[number];

export const timeLabels: Record<TimeForm, string> = { offset: "Time from start", local: "Local time", utc: "UTC", off: "No time" };

/** Clocks differ by so much, and a report is a little older than the start that it brings. */
const aboutMs = 1_000;

/** The time of a line; `startedAt` is where the offset counts from. What came before it, as in an earlier attempt, has its time of day. */
export function lineTime(at: string, form: TimeForm, startedAt: string): string {
  if (form === "off") return "";
  if (form === "utc") return at.slice(11, 23);
  const since = Date.parse(at) - Date.parse(startedAt);
  if (form === "local" || since < -aboutMs) return exact(at).slice(11, 23);
  const ms = Math.max(0, since);
  const all = Math.floor(ms / 1_000);
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = `${two(Math.floor(all / 60) % 60)}:${two(all % 60)}.${String(ms % 1_000).padStart(3, "0")}`;
  return `+${all >= 3_600 ? `${Math.floor(all / 3_600)}:` : ""}${clock}`;
}
