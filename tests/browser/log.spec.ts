import { readFile } from "node:fs/promises";
import { External } from "./external";
import { expect, test } from "./fixtures";
import { JobPage } from "./jobPage";

test("a log is followed at its end, pauses for its reader, and is caught up by a key", async ({ host, page }) => {
  const job = new JobPage(page);
  const external = await External.submit(page, host);
  await external.log(1, 300, (number) => `line ${number}`);
  await page.goto(`${host.url}/jobs/${external.id}`);
  await expect(job.lastLine).toHaveText("line 300");
  await external.log(301, 50, (number) => `line ${number}`);
  await expect(job.lastLine).toHaveText("line 350");

  await job.scrollLog(-1_000);
  const paused = page.locator(".log-paused");
  await expect(paused).toContainText("Paused");
  await external.log(351, 214, (number) => `line ${number}`);
  await expect(paused).toContainText("Paused · 214 new lines");
  await expect(page.getByText("line 564", { exact: true })).toHaveCount(0);
  await page.keyboard.press("f");
  await expect(job.lastLine).toHaveText("line 564");
  await expect(paused).toBeHidden();

  await job.scrollLog(-1_000);
  await expect(paused).toBeVisible();
  await job.scrollLog(100_000);
  await expect(paused).toBeHidden();
  expect(job.complaints).toEqual([]);
});

test("a log of 10 MB is shown by range, searched on the server, and saved whole", async ({ host, page }) => {
  const job = new JobPage(page);
  const external = await External.submit(page, host);
  const filler = "x".repeat(1_000);
  for (let first = 1; first <= 11_000; first += 1_000) {
    const level = first === 5_001 ? "Warning" : "Information";
    await external.log(first, 1_000, (number) => `${number % 500 === 0 ? "Needle" : "line"} ${number} ${filler}`, level);
  }
  await page.goto(`${host.url}/jobs/${external.id}`);
  await expect(job.lastLine).toContainText("Needle 11000");
  expect(await job.lines.count()).toBeLessThan(100);
  const search = page.getByLabel("Search the log");
  await search.fill("needle");
  await expect(page.locator(".log-search output")).toHaveText("20 lines");
  await search.press("Enter");
  await expect(page.locator(".log-row[data-hit]")).toContainText("Needle 1500");
  await search.press("Shift+Enter");
  await expect(page.locator(".log-row[data-hit]")).toContainText("Needle 11000");
  await expect(page).toHaveURL(/q=needle/);

  await search.fill("");
  await page.getByLabel("Level").selectOption("warn");
  await page.keyboard.press("f");
  await expect(job.lastLine).toContainText("Needle 6000");

  await page.goto(`${host.url}/jobs/${external.id}#L4000-L4002`);
  await expect(page.locator(".log-row[data-picked]")).toHaveCount(3);
  await expect(page.locator(".log-row[data-picked]").first()).toContainText("Needle 4000");
  await page.locator(".log-number", { hasText: "4003" }).click({ modifiers: ["Shift"] });
  await expect(page).toHaveURL(/#L4000-L4003$/);

  await page.locator(".log-lines").evaluate((element) => element.scrollTo(0, 0));
  await expect(page.getByText("1,000 older lines dropped")).toBeVisible();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const text = await readFile(await (await saving).path(), "utf8");
  expect(text.split("\n").filter((line) => line.includes(filler))).toHaveLength(10_000);
  expect(job.complaints).toEqual([]);
});

test("whatever a job says is text: markup, Arabic, a thousand emoji", async ({ host, page }) => {
  const job = new JobPage(page);
  const [script, arabic, emoji] = ["<script>alert(1)</script>", "مرحبا بالعالم", "🎉".repeat(250)];
  const external = await External.submit(page, host, { groups: ["tenant:42"], args: { [script]: [arabic, emoji, "x".repeat(500)] } });
  await external.report({
    message: `${script} ${arabic} ${emoji}`,
    unit: "<b>photos</b>",
    stages: [script, arabic, "🎉".repeat(15)].map((name) => ({ name, done: 1, total: 3 })),
    counters: { [script]: 1, [arabic]: 2 },
    log: [script, arabic, emoji, "x".repeat(4_000)].map((text) => ({ text, level: "Error" })),
  });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${host.url}/jobs/${external.id}`);
  await expect(job.lines.first()).toContainText(script);
  await expect(page.locator(".stages")).toContainText(script);
  await expect(page.locator(".job-counters")).toContainText(arabic);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBe(360);
  await page.getByRole("tab", { name: "Arguments" }).click();
  await expect(page.locator(".json-tree")).toContainText(arabic);
  expect(await width()).toBe(360);
  await external.report({ error: { type: script, message: `${script} ${arabic} ${emoji}` } }, "fail");
  await job.expectState("Failed");
  await expect(page.locator(".job-error")).toContainText(script);
  expect(await width()).toBe(360);
  expect(job.complaints).toEqual([]);
});
