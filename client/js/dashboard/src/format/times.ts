const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const unit = (value: number, one: string, many = `${one}s`) => `${value} ${value === 1 ? one : many}`;

/** In steps that grow with the distance, so that the text does not flicker. */
export function timeLeft(seconds: number): string {
  const ms = Math.max(0, seconds) * second;
  if (ms < 10 * second) return "a few seconds left";
  if (ms < minute) return `about ${Math.min(50, round(ms / second, 10))} s left`;
  if (ms < 10 * minute) return `about ${Math.max(1, Math.round(ms / minute))} min left`;
  if (ms < hour) return `about ${Math.min(55, round(ms / minute, 5))} min left`;
  if (ms < 6 * hour) return `about ${inHalves(round(ms / minute, 30))} left`;
  if (ms < 48 * hour) return `about ${Math.round(ms / hour)} h left`;
  return `about ${unit(Math.round(ms / day), "day")} left`;
}

const round = (value: number, to: number) => Math.max(to, Math.round(value / to) * to);

function inHalves(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h 30 min`;
}

/** A clock that runs: "2:14", "1:02:14". */
export function running(ms: number): string {
  const all = Math.max(0, Math.floor(ms / second));
  const [h, m, s] = [Math.floor(all / 3_600), Math.floor(all / 60) % 60, all % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** How long something took: "840 ms", "4.2 s", "2 min 14 s", "1 h 2 min". */
export function took(ms: number): string {
  const value = Math.max(0, ms);
  if (value < second) return `${Math.round(value)} ms`;
  if (value < 10 * second) return `${(Math.floor(value / 100) / 10).toFixed(1)} s`;
  return largestTwo(value);
}

/** A span in words: "12 s", "4 min", "3 h", "2 d". */
export function span(ms: number): string {
  const value = Math.max(0, ms);
  if (value < minute) return `${Math.floor(value / second)} s`;
  if (value < hour) return `${Math.floor(value / minute)} min`;
  if (value < day) return `${Math.floor(value / hour)} h`;
  return `${Math.floor(value / day)} d`;
}

/** How long ago in a sentence: "just now", "12 s ago". */
export function ago(ms: number): string {
  return ms < 5 * second ? "just now" : `${span(ms)} ago`;
}

function largestTwo(ms: number): string {
  const parts = [
    [Math.floor(ms / day), "d"],
    [Math.floor(ms / hour) % 24, "h"],
    [Math.floor(ms / minute) % 60, "min"],
    [Math.floor(ms / second) % 60, "s"],
  ] as const;
  const first = parts.findIndex(([value]) => value > 0);
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, name]) => `${value} ${name}`)
    .join(" ");
}

/** How long ago: "now", "12 s", … and from seven days on the date. */
export function age(at: string, now: number): string {
  const ms = now - Date.parse(at);
  if (ms < 5 * second) return "now";
  return ms < 7 * day ? span(ms) : at.slice(0, 10);
}

/** How a reader wants moments told. */
export type Times = "relative" | "local" | "utc";

/** A moment as the reader wants it: how long ago, or by the clock, with the day where it is another one. */
export function moment(at: string, now: number, times: Times): string {
  if (times === "relative") return age(at, now);
  const mark = times === "utc" ? "Z" : "";
  const [then, today] = [exact(at, times), exact(new Date(now).toISOString(), times)];
  if (then.slice(0, 10) === today.slice(0, 10)) return then.slice(11, 19) + mark;
  return then.slice(0, 4) === today.slice(0, 4) ? then.slice(5, 16) + mark : then.slice(0, 10);
}

/** The moment to the millisecond, in this reader's zone or in UTC: 2026-03-04 14:03:22.123 +01:00. */
export function exact(at: string, times: Times = "local"): string {
  const time = new Date(at);
  const offset = times === "utc" ? 0 : -time.getTimezoneOffset();
  const local = new Date(time.getTime() + offset * minute).toISOString().replace("T", " ").replace("Z", "");
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${local} ${offset < 0 ? "-" : "+"}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}

/** The time of day: "14:02:11", or "14:02". */
export function timeOfDay(at: number, withSeconds = true): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", ...(withSeconds && { second: "2-digit" }) });
}
