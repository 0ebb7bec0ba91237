import { expect, test } from "./fixtures";
import { writeCsv } from "./input";
import { JobPage } from "./jobPage";

test("a recurring job is paused, resumed and run at once", async ({ host, page }) => {
  const job = new JobPage(page);
  await writeCsv(host.files, "cities.csv", 10);
  await page.goto(`${host.url}/recurring`);
  await expect(page.getByRole("heading", { name: "Nothing recurs yet." })).toBeVisible();
  const data = { cron: "0 3 * * 1-5", timeZone: "Europe/Berlin", kind: "import-csv", args: { path: "cities.csv" } };
  expect((await page.request.put(`${host.url}/api/recurring/nightly`, { data })).status()).toBe(201);
  await page.reload();
  const row = page.getByRole("row", { name: /nightly/ });
  await expect(row).toContainText("Every weekday at 03:00, Europe/Berlin");
  await expect(row.locator(".r-next")).toHaveText(/^in \d/);
  const paused = row.getByRole("switch");
  await paused.click();
  await expect(row.locator(".r-next")).toHaveText("Paused");
  await expect(paused).toHaveAttribute("aria-checked", "false");
  await paused.click();
  await expect(row.locator(".r-next")).toHaveText(/^in \d/);
  await row.getByRole("button", { name: "Run now" }).click();
  await row.getByRole("link", { name: /^Succeeded/ }).click();
  await job.expectState("Succeeded");
  await expect(page.getByLabel("Facts")).toContainText("nightly");
  expect(job.complaints).toEqual([]);
});
