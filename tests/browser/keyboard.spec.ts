import type { Locator, Page } from "@playwright/test";
import { External } from "./external";
import { expect, test } from "./fixtures";
import { writeCsv } from "./input";
import { JobPage } from "./jobPage";

/** Presses Tab until it is there, as somebody without a pointer would. */
async function tabTo(page: Page, target: Locator, key = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not reach ${target}.`);
}

test("a job is submitted, and its log searched, filtered and followed, by keys alone", async ({ host, page }) => {
  const job = new JobPage(page);
  await writeCsv(host.files, "cities.csv", 1_000);
  await page.goto(host.url);
  await expect(page.locator(".connection-mark")).toHaveText("Live");
  await page.keyboard.press("n");
  await tabTo(
    page,
    page
      .getByRole("radio", { name: /^checksum/ })
      .or(page.getByRole("radio", { name: /^import-csv/ }))
      .first(),
  );
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const kind = page.getByRole("radio", { name: /^import-csv/ });
  for (let presses = 0; presses < 5 && !(await kind.isChecked()); presses += 1) await page.keyboard.press("ArrowDown");
  await tabTo(page, page.getByLabel("path"));
  await page.keyboard.type("cities.csv");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "import-csv" })).toBeFocused();
  await job.expectState("Succeeded");

  const external = await External.submit(page, host);
  await external.log(1, 100, (number) => `photo ${number}`);
  await external.log(101, 1, () => "photo 101 is broken", "Warning");
  await external.log(102, 100, (number) => `photo ${number}`);
  await page.goto(`${host.url}/jobs/${external.id}`);
  await expect(job.lastLine).toHaveText("photo 201");
  await tabTo(page, page.getByLabel("Search the log"));
  await page.keyboard.type("photo 42");
  await expect(page.locator(".log-search output")).toHaveText("1 line");
  await page.keyboard.press("Enter");
  await expect(page.locator(".log-row[data-hit]")).toContainText("photo 42");
  await page.keyboard.press("Escape");
  await tabTo(page, page.getByLabel("Level"));
  await page.keyboard.type("Warn");
  await expect(page.getByText("photo 101 is broken")).toBeVisible();
  await expect(job.lines).toHaveCount(1);
  await page.keyboard.press("Home");
  await tabTo(page, page.getByRole("log"));
  await page.keyboard.press("Home");
  await expect(page.locator(".log-paused")).toBeVisible();
  await page.keyboard.press("f");
  await expect(job.lastLine).toHaveText("photo 201");
  await tabTo(page, page.getByRole("tab", { selected: true }), "Shift+Tab");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Arguments" })).toHaveAttribute("aria-selected", "true");
});

test("a list is filtered, selected and canceled, and run again, by keys alone", async ({ host, dashboard }) => {
  const { page } = dashboard;
  await dashboard.open(host.url, "jobs");
  const job = { kind: "checksum", args: { path: "." }, groups: ["many"], dueAt: "2126-01-01T00:00:00Z" };
  await dashboard.submit(...Array.from({ length: 5 }, () => job), { ...job, groups: ["others"] });
  await expect(dashboard.rows).toHaveCount(6);
  await tabTo(page, page.getByRole("button", { name: /^Group:/ }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("checkbox", { name: "many" }));
  await page.keyboard.press("Space");
  await expect(dashboard.rows).toHaveCount(5);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  for (const _ of [1, 2]) await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  await expect(page.locator(".selected-count")).toHaveText("3 selected");
  await page.keyboard.press("c");
  await tabTo(page, page.getByRole("dialog").getByRole("button", { name: /^Cancel 3|^Stop 3/ }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator(".action-result")).toContainText("Canceled 3.");
  await expect(page.getByRole("button", { name: "Retry 3" })).toBeEnabled();
  await page.keyboard.press("r");
  await tabTo(page, page.getByRole("dialog").getByRole("button", { name: /3/ }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator(".action-result")).toHaveText("3 will run again.");
});

test("a recurring job is paused and run, and the theme is chosen in the menu, by keys alone", async ({ host, page }) => {
  await writeCsv(host.files, "cities.csv", 10);
  const data = { cron: "0 3 * * 1-5", timeZone: "Europe/Berlin", kind: "import-csv", args: { path: "cities.csv" } };
  expect((await page.request.put(`${host.url}/api/recurring/nightly`, { data })).status()).toBe(201);
  await page.goto(`${host.url}/recurring`);
  const row = page.getByRole("row", { name: /nightly/ });
  await tabTo(page, row.getByRole("switch"));
  await page.keyboard.press("Space");
  await expect(row.locator(".r-next")).toHaveText("Paused");
  await page.keyboard.press("Space");
  await expect(row.locator(".r-next")).toHaveText(/^in \d/);
  await tabTo(page, row.getByRole("button", { name: "Run now" }));
  await page.keyboard.press("Enter");
  await tabTo(page, row.getByRole("link", { name: /^Succeeded/ }).first(), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "import-csv" })).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "Menu" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("radio", { name: "System" }));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Escape");
  await tabTo(page, page.locator(".connection-mark"), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator(".connection-detail")).toContainText("Updates arrive as they happen.");
});
