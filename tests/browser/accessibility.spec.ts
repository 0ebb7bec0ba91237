import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { writeCsv, writeSparseFolder } from "./input";

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in ${colorScheme}`, async ({ host, dashboard }) => {
    const { page } = dashboard;
    await writeCsv(host.files, "cities.csv", 1_000);
    await writeSparseFolder(host.files, "large", 2 ** 40);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await dashboard.open(host.url);
    await expect(page.getByRole("heading", { name: "No jobs yet." })).toBeVisible();
    expect(await violations(page)).toEqual([]);

    await dashboard.startJob("import-csv", "cities.csv");
    await dashboard.expectState(dashboard.rows.first(), "Succeeded");
    await dashboard.startJob("checksum", "large");
    await expect(dashboard.rows).toHaveCount(2);
    const running = dashboard.rows.first();
    await dashboard.expectState(running, "Running");
    await dashboard.startJob("import-csv", "absent.csv");
    await expect(page.getByRole("alert")).not.toBeEmpty();
    await dashboard.rows
      .last()
      .getByRole("button", { name: /^import-csv/ })
      .click();
    await running.getByRole("button", { name: /^Cancel/ }).click();
    await expect(running.getByRole("dialog")).toBeVisible();
    await page.screenshot({ path: `tests/browser/test-results/jobs-${colorScheme}.png` });
    expect(await violations(page)).toEqual([]);

    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 360, height: 740 });
    await page.screenshot({ path: `tests/browser/test-results/jobs-${colorScheme}-phone.png`, fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await violations(page)).toEqual([]);
    await dashboard.cancel(running);
    await dashboard.expectState(running, "Canceled");
  });
}
