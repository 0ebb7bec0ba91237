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
    // Each look takes seconds on a busy machine.
    test.setTimeout(240_000);
    await writeCsv(host.files, "cities.csv", 1_000);
    await writeSparseFolder(host.files, "large", 2 ** 40);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await dashboard.open(host.url, "jobs");
    await expect(page.getByRole("heading", { name: "No jobs yet." })).toBeVisible();
    expect(await violations(page)).toEqual([]);

    const [done = ""] = await dashboard.submit({ kind: "import-csv", args: { path: "cities.csv" }, groups: ["tenant:42"] });
    await dashboard.expectState(dashboard.row(done), "Succeeded");
    const [long = ""] = await dashboard.submit({ kind: "checksum", args: { path: "large" }, groups: ["tenant:42"] });
    await dashboard.expectState(dashboard.row(long), "Running");
    await dashboard.select(dashboard.row(long));
    await page.getByRole("button", { name: "Cancel 1" }).click();
    await expect(page.getByRole("dialog", { name: "Stop checksum?" })).toBeVisible();
    await looksWell("jobs");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^State:/ }).click();
    expect(await violations(page)).toEqual([]);
    for (const place of ["", "groups", "groups/tenant:42"]) {
      await dashboard.open(host.url, place);
      await expect(page.getByRole("img", { name: /^1 of 2 jobs are over/ })).toBeVisible();
      await looksWell(place.split("/").join("-") || "overview");
    }
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
    expect(await violations(page)).toEqual([]);

    /** Nothing is found on the desk, nor on a phone where rows are laid out anew, and nothing sticks out at the side. */
    async function looksWell(name: string): Promise<void> {
      const desk = page.viewportSize();
      await page.screenshot({ path: `tests/browser/test-results/${name}-${colorScheme}.png` });
      expect(await violations(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      await page.screenshot({ path: `tests/browser/test-results/${name}-${colorScheme}-phone.png` });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
      if (name === "jobs" || name === "overview") expect(await violations(page)).toEqual([]);
      await page.setViewportSize(desk ?? { width: 1280, height: 720 });
    }
  });
}
