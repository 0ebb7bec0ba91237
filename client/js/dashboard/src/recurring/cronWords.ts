const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const shortDays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** A schedule in words, such as "Every weekday at 06:00, Europe/Berlin"; undefined where the expression says more than these words can. */
export function scheduleWords(cron: string, timeZone: string): string | undefined {
  const words = wordsOf(cron);
  return words && `${words}, ${timeZone}`;
}

function wordsOf(cron: string): string | undefined {
  const parts = cron.trim().split(/\s+/);
  const [second, minute, hour, day, month, weekday, year] = parts.length === 5 ? ["0", ...parts] : parts;
  if ([second, minute, hour, day, month, weekday].some((part) => part === undefined) || (year !== undefined && year !== "*"))
    return undefined;
  const when = timeWords(second ?? "", minute ?? "", hour ?? "");
  if (when === undefined) return undefined;
  const on = dayWords(day ?? "", month ?? "", weekday ?? "", when.isTime);
  return on === undefined ? undefined : on === "" ? `${when.words[0]?.toUpperCase()}${when.words.slice(1)}` : `${on} ${when.words}`;
}

interface Time {
  readonly words: string;
  /** It names moments of a day, not a distance between them. */
  readonly isTime: boolean;
}

function timeWords(second: string, minute: string, hour: string): Time | undefined {
  const everySeconds = stepOf(second);
  if (everySeconds !== undefined && minute === "*" && hour === "*") return { words: every(everySeconds, "second"), isTime: false };
  if (second !== "0") return undefined;
  const everyMinutes = stepOf(minute);
  if (everyMinutes !== undefined && hour === "*") return { words: every(everyMinutes, "minute"), isTime: false };
  const [minutes, hours] = [numbersOf(minute), numbersOf(hour)];
  if (minutes === undefined) return undefined;
  const everyHours = stepOf(hour);
  if (everyHours !== undefined && minutes.length === 1) {
    const at = minutes[0] === 0 ? "" : ` at minute ${minutes[0]}`;
    return { words: `${every(everyHours, "hour")}${at}`, isTime: false };
  }
  if (hours === undefined || minutes.length * hours.length > 4) return undefined;
  const two = (value: number) => String(value).padStart(2, "0");
  const times = hours.flatMap((one) => minutes.map((other) => `${two(one)}:${two(other)}`));
  return { words: `at ${listed(times)}`, isTime: true };
}

function dayWords(day: string, month: string, weekday: string, isTime: boolean): string | undefined {
  const [anyDay, anyMonth, anyWeekday] = [isAny(day), isAny(month), isAny(weekday)];
  if (anyDay && anyMonth && anyWeekday) return isTime ? "Every day" : "";
  if (!isTime) return undefined;
  if (anyDay && anyMonth) return weekdayWords(weekday);
  if (!anyWeekday) return undefined;
  const dates = numbersOf(day);
  if (dates === undefined) return undefined;
  const inMonths = anyMonth ? "every month" : monthWords(month);
  return inMonths && `On day ${listed(dates.map(String))} of ${inMonths}`;
}

function weekdayWords(text: string): string | undefined {
  const numbers = numbersOf(text.toUpperCase().replace(/[A-Z]{3}/g, (name) => String(shortDays.indexOf(name))));
  if (numbers === undefined) return undefined;
  const set = [...new Set(numbers.map((number) => number % 7))].sort((one, other) => ((one + 6) % 7) - ((other + 6) % 7));
  if (set.some((number) => number < 0)) return undefined;
  if (set.length === 7) return "Every day";
  if (set.join() === "1,2,3,4,5") return "Every weekday";
  if (set.join() === "6,0") return "Every weekend day";
  return `Every ${listed(set.map((number) => days[number] ?? ""))}`;
}

function monthWords(text: string): string | undefined {
  const numbers = numbersOf(text);
  return numbers?.every((number) => number >= 1 && number <= 12) ? listed(numbers.map((number) => months[number - 1] ?? "")) : undefined;
}

const isAny = (part: string) => part === "*" || part === "?";

/** 1 for a star, n for a step from the beginning. */
function stepOf(part: string): number | undefined {
  if (part === "*") return 1;
  const found = /^(?:\*|0)\/(\d{1,2})$/.exec(part);
  return found === null ? undefined : Number(found[1]);
}

/** Numbers, ranges and lists of them. */
function numbersOf(part: string): number[] | undefined {
  const numbers: number[] = [];
  for (const one of part.split(",")) {
    const found = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(one);
    if (found === null) return undefined;
    const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])];
    if (to < from) return undefined;
    for (let number = from; number <= to; number += 1) numbers.push(number);
  }
  return numbers;
}

const every = (step: number, unit: string) => (step === 1 ? `every ${unit}` : `every ${step} ${unit}s`);

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
