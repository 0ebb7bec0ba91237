import { expect, test } from "vitest";
import { scheduleWords } from "./cronWords";

test.each([
  ["0 6 * * 1-5", "Every weekday at 06:00, UTC"],
  ["0 0 6 ? * MON-FRI", "Every weekday at 06:00, UTC"],
  ["0 3 * * *", "Every day at 03:00, UTC"],
  ["30 9,18 * * *", "Every day at 09:30 and 18:30, UTC"],
  ["0 3 * * 0", "Every Sunday at 03:00, UTC"],
  ["0 3 * * 7,1", "Every Monday and Sunday at 03:00, UTC"],
  ["0 3 * * 6,0", "Every weekend day at 03:00, UTC"],
  ["*/15 * * * *", "Every 15 minutes, UTC"],
  ["* * * * *", "Every minute, UTC"],
  ["*/10 * * * * *", "Every 10 seconds, UTC"],
  ["0 * * * *", "Every hour, UTC"],
  ["5 */6 * * *", "Every 6 hours at minute 5, UTC"],
  ["0 3 1 * *", "On day 1 of every month at 03:00, UTC"],
  ["0 3 1,15 6 *", "On day 1 and 15 of June at 03:00, UTC"],
])("%s is %s", (cron, words) => {
  expect(scheduleWords(cron, "UTC")).toBe(words);
});

test.each(["0 3 1 * 1", "0 0 3 L * ?", "0 3 * * 5#2", "1-59/7 3 * * *", "*/15 3 * * *", "0 0 3 * * ? 2027", "x", "", "0 3 * *"])(
  "%s says more than words can",
  (cron) => {
    expect(scheduleWords(cron, "UTC")).toBeUndefined();
  },
);
