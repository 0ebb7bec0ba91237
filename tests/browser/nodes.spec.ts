import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./fixtures";
import { writeSparseFolder } from "./input";

test("the nodes page shows what a node does, and names one that is missing", async ({ host, page }) => {
  await writeSparseFolder(host.files, "large", 2 ** 40);
  const data = { kind: "checksum", args: { path: "large" } };
  expect((await page.request.post(`${host.url}/api/jobs`, { data })).status()).toBe(202);
  await page.goto(`${host.url}/`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", { name: "Nodes", exact: true })).toBeVisible();
  const row = page.locator(".node-row");
  await expect(row).toHaveCount(1);
  await expect(row.locator(".n-role")).toHaveText("Web and worker");
  // A sign of life comes every ten seconds on SQLite.
  await expect(row.locator(".n-slots")).toContainText(/^1 of \d+/, { timeout: 30_000 });
  await expect(page.getByText("1 node here", { exact: false })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // A neighbour on the same file that fell silent, as the store would tell of it.
  await page.route("**/api/nodes", async (route) => {
    const answer = await route.fetch();
    const told = await answer.json();
    const gone = { ...told.nodes[0], id: "00000000-0000-4000-8000-000000000001", name: "engine", missing: true };
    await route.fulfill({ response: answer, json: { ...told, nodes: [...told.nodes, gone] } });
  });
  await expect(page.locator(".node-row").first()).toContainText(/engine.*Gone since \d\d:\d\d/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.screenshot({ path: "tests/browser/test-results/nodes.png" });
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.setViewportSize({ width: 1280, height: 720 });

  await page.goto(`${host.url}/`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("1 node missing");
  await expect(page.locator(".needed").first()).toContainText("engine");
});
