import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { External } from "./external";
import { expect, test } from "./fixtures";
import { writeCsv } from "./input";
import { JobPage } from "./jobPage";
import { submit } from "./pages";

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on a job's pages in ${colorScheme}, at a desk or on a phone`, async ({ host, page }) => {
    const job = new JobPage(page);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const look = async (name: string) => {
      for (const [width, height, suffix] of [
        [1280, 720, ""],
        [360, 740, "-phone"],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: `tests/browser/test-results/${name}-${colorScheme}${suffix}.png` });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
      // The phone's page has the same parts, so one look at it is enough, and takes the longest.
      await page.setViewportSize({ width: name === "job-failed" ? 360 : 1280, height: 740 });
      await expectNoViolations(page);
    };
    await writeCsv(host.files, "cities.csv", 1_000);
    const imported = await submit(page, host, "import-csv", "cities.csv");

    const running = await External.submit(page, host, { groups: ["tenant:42"], maxAttempts: 3 });
    await running.report(
      { error: { type: "disk-full", message: "No space is left on the device." }, retry: true, done: 37, total: 100 },
      "fail",
    );
    const stages = [{ name: "Download", done: 21, total: 21 }, { name: "Pack" }, { name: "Verify" }];
    await running.report({ stages, stage: "Pack", counters: { packed: 12_044, skipped: 2 }, message: "IMG_8125.jpg" });
    for (let first = 1; first <= 40; first += 10) {
      await running.log(first, 10, (number) => `photo ${number} packed`, first === 31 ? "Error" : "Information");
      await running.report({ stage: "Pack", stages: [{ name: "Pack", done: first, total: 60, unit: "photos" }] });
    }
    await page.goto(`${host.url}/jobs/${running.id}`);
    await job.expectState("Running · attempt 2 of 3");
    await expect(page.locator(".stop-tick")).toBeVisible();
    await expect(job.lastLine).toHaveText("photo 40 packed");
    await look("job-running");
    await page.goto(`${host.url}/jobs/${running.id}?tab=attempts`);
    await expect(page.locator(".lanes li")).toHaveCount(2);
    await look("job-attempts");
    await running.report({ error: { type: "disk-full", message: "No space is left on the device." } }, "fail");
    await page.goto(`${host.url}/jobs/${running.id}`);
    await expect(page.locator(".job-error")).toBeVisible();
    await expect(job.lines.first()).toBeVisible();
    await look("job-failed");

    await page.goto(`${host.url}/jobs/${imported}?tab=result`);
    await expect(page.locator(".json-tree")).toContainText("imported: 1000");
    await look("job-result");
    await page.goto(`${host.url}/new?kind=import-csv`);
    await page.getByText("More options").click();
    await look("new");
    const data = { cron: "0 3 * * 1-5", timeZone: "Europe/Berlin", kind: "import-csv", args: { path: "cities.csv" } };
    await page.request.put(`${host.url}/api/recurring/nightly`, { data });
    await page.goto(`${host.url}/recurring`);
    await expect(page.getByRole("switch")).toBeVisible();
    await look("recurring");
  });
}
