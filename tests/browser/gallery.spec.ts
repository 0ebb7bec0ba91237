import { rm } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { External } from "./external";
import { expect, test } from "./fixtures";
import type { Host } from "./host";
import { writeCsv, writeSparseFolder } from "./input";

const folder = "tests/browser/test-results/gallery";

/** One page in both themes, at a desk and on a phone. */
async function shoot(page: Page, name: string, isAudited = false): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const [width, height, suffix] of [
      [1280, 720, ""],
      [360, 740, "-phone"],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `${folder}/${name}-${colorScheme}${suffix}.png` });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width);
    }
    await page.setViewportSize({ width: 1280, height: 720 });
    if (isAudited) expect((await new AxeBuilder({ page }).analyze()).violations, name).toEqual([]);
  }
}

/** A system that has all there is to see: work of the host on real files, and work from outside in every state. */
async function fill(page: Page, host: Host): Promise<{ retried: string; failed: string }> {
  const send = async (path: string, data: object, method: "POST" | "PUT" = "POST") => {
    const answer = await page.request.fetch(`${host.url}/api/${path}`, { method, data });
    expect(answer.status(), `${path} ${await answer.text()}`).toBeLessThan(300);
    return (await answer.json()) as { job: { id: string } };
  };
  const start = (kind: string, path: string, more: object = {}) => send("jobs", { kind, args: { path }, ...more });
  await writeCsv(host.files, "cities.csv", 400_000);
  await writeCsv(host.files, "airports.csv", 1_000);
  await writeCsv(host.files, "routes.csv", 6_000_000);
  await writeSparseFolder(host.files, "photos", 60e9);
  await writeSparseFolder(host.files, "archive", 2 ** 40);

  const quiet = await External.submit(page, host, { kind: "transcode", groups: ["tenant:7"] });
  await quiet.report({ done: 58, total: 100, message: "pass 2" });
  const lost = await External.submit(page, host, { kind: "mirror", groups: ["tenant:7"], leaseSeconds: 10, onLost: "wait" });
  await lost.report({ done: 3, total: 9, unit: "sites", message: "eu-west" });
  for (const file of ["airports.csv", "cities.csv", "airports.csv"]) await start("import-csv", file, { groups: ["tenant:42"] });
  // Its file goes between the submit and the start.
  await writeCsv(host.files, "stations.csv", 10);
  await start("import-csv", "stations.csv", { groups: ["tenant:42"], maxAttempts: 1, dueAt: new Date(Date.now() + 2_000).toISOString() });
  await rm(join(host.files, "stations.csv"));
  for (const path of ["photos", "archive"]) await start("checksum", path, { groups: ["tenant:42"] });
  await start("import-csv", "routes.csv", { groups: ["tenant:42"] });

  const retried = await External.submit(page, host, { groups: ["tenant:42"], maxAttempts: 3 });
  const error = { type: "disk-full", message: "No space is left on the device." };
  await retried.report({ error, retry: true, done: 37, total: 100 }, "fail");
  await retried.report({ stages: [{ name: "Download", done: 21, total: 21 }, { name: "Pack" }, { name: "Verify" }], stage: "Pack" });
  for (let first = 1; first <= 40; first += 4) {
    await retried.log(first, 4, (number) => `photo ${number} packed`, first === 37 ? "Warning" : "Information");
    const stages = [{ name: "Pack", done: first, total: 60, unit: "photos" }];
    await retried.report({ stage: "Pack", stages, counters: { packed: 12_000 + first, skipped: 2 }, message: `IMG_${8_120 + first}.jpg` });
  }
  const failed = await External.submit(page, host, { kind: "render", groups: ["tenant:7"] });
  await failed.log(1, 60, (number) => `\u001b[32mframe ${number}\u001b[0m drawn`);
  await failed.log(61, 1, () => "\u001b[31mColumn \u201clat\u201d is not a number\u001b[0m", "Error");
  await failed.report(
    { error: { type: "format", message: "Column \u201clat\u201d is not a number" }, done: 61, total: 240, unit: "frames" },
    "fail",
  );
  const canceling = await External.submit(page, host, { kind: "upload", groups: ["tenant:7"] });
  await canceling.report({ done: 1.4e9, total: 9.9e9, unit: "B", message: "disk.img" });
  await send(`jobs/${canceling.id}/cancel`, {});
  const canceled = await External.submit(page, host, { kind: "upload", groups: ["tenant:7"] });
  await canceled.report({ done: 3.8e9, total: 9.9e9, unit: "B" });
  await send(`jobs/${canceled.id}/cancel`, {});
  await canceled.report({}, "canceled");
  const open = await External.submit(page, host, { kind: "crawl", groups: ["tenant:7"] });
  await open.report({ done: 12_204, unit: "pages", message: "example.com/مرحبا" });
  await start("checksum", "photos", { groups: ["tenant:42"], dueAt: "2126-01-01T00:00:00Z" });
  await start("import-csv", "airports.csv", { groups: ["tenant:42"] });
  const recurring = { timeZone: "Europe/Berlin", kind: "import-csv", args: { path: "airports.csv" } };
  await send("recurring/nightly", { ...recurring, cron: "0 3 * * 1-5" }, "PUT");
  await send("recurring/hourly", { ...recurring, cron: "0 * * * *", paused: true }, "PUT");
  return { retried: retried.id, failed: failed.id };
}

test("every page is shown in both themes, at a desk and on a phone", async ({ host, dashboard }) => {
  test.setTimeout(300_000);
  const { page } = dashboard;
  await dashboard.open(host.url);
  await expect(page.getByRole("heading", { name: "No jobs yet." })).toBeVisible();
  await shoot(page, "empty");
  const { retried, failed } = await fill(page, host);
  const open = async (place: string, proof: string) => {
    await dashboard.open(host.url, place);
    await expect(page.locator(proof).first()).toBeVisible();
  };
  await open(`jobs/${retried}`, ".log-row");
  await shoot(page, "job");
  await open(`jobs/${retried}?tab=attempts`, ".lanes li");
  await shoot(page, "attempts");
  await open(`jobs/${failed}`, ".log-row");
  await shoot(page, "failed");
  await open("jobs", ".row");
  await shoot(page, "jobs");
  await open("jobs?q=nothing", ".notice");
  await shoot(page, "no-match");
  await open("groups", ".group-row");
  // A row comes before its bar.
  await expect(page.locator(".group-row:has(.roll-up)")).toHaveCount(await page.locator(".group-row").count());
  await shoot(page, "groups");
  await open("groups/tenant:42", ".group-sum");
  await shoot(page, "group");
  await open("recurring", "[role=switch]");
  await shoot(page, "recurring");
  await open("new?kind=import-csv", "[name=kind]");
  await shoot(page, "new");
  await open("jobs/019aa0d2-0000-7000-8000-000000000000", ".notice");
  await shoot(page, "gone", true);
  await page.route(/\/api\/jobs\?/, (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      body: JSON.stringify({ status: 403, code: "forbidden", detail: "You have no right to all jobs.", cure: "Ask for a token." }),
    }),
  );
  await open("jobs", ".notice");
  await shoot(page, "no-right", true);
  await page.unroute(/\/api\/jobs\?/);
  await open("", ".row");
  for (const says of ["Quiet for", "Lost", "Column"]) await expect(page.locator("main")).toContainText(says, { timeout: 60_000 });
  await shoot(page, "overview");
  await open("jobs?state=running", ".row");
  await host.kill();
  await expect(page.locator(".strip")).toBeVisible({ timeout: 30_000 });
  await shoot(page, "cut", true);
});
