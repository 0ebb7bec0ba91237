import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { External } from "./external";
import { expect, test } from "./fixtures";
import { writeCsv, writeSparseFolder } from "./input";
import { JobPage } from "./jobPage";
import { submit } from "./pages";

/** Takes any machine longer than a test may last. */
const endless = 2 ** 40;

test("an import started from the form moves its bar to Succeeded, by push alone", async ({ host, page }) => {
  const job = new JobPage(page);
  await writeCsv(host.files, "cities.csv", 1_000_000);
  await page.goto(`${host.url}/new`);
  await page.getByRole("radio", { name: /^import-csv/ }).check();
  await page.getByLabel("path").fill("cities.csv");
  await expect(page.getByRole("region", { name: "curl" })).toContainText('"args":{"path":"cities.csv"}');
  await page.getByRole("button", { name: "Start job" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "import-csv" })).toBeVisible();
  const seen = new Set<number>();
  const percent = async () => Number((await job.bar.getAttribute("aria-valuenow")) ?? 0);
  await expect
    .poll(async () => seen.add(await percent()) && [...seen].filter((one) => one > 0 && one < 100).length, { intervals: [50] })
    .toBeGreaterThan(3);
  await job.expectState("Succeeded");
  await expect(page.locator(".job-counters")).toContainText("1,000,000");
  await page.getByRole("tab", { name: "Result" }).click();
  await expect(page.locator(".json-tree")).toContainText("imported: 1000000");
  const path = new URL(page.url()).pathname;
  expect(job.asked.filter((asked) => asked === `/api${path}` || asked === `/api${path}/log`)).toEqual([]);
  expect(job.complaints).toEqual([]);
});

test("a job is canceled and run again by keys alone", async ({ host, page }) => {
  const job = new JobPage(page);
  await writeSparseFolder(host.files, "large", endless);
  await page.goto(`${host.url}/jobs/${await submit(page, host, "checksum", "large")}`);
  await job.expectState("Running");
  await page.keyboard.press("c");
  const question = page.getByRole("dialog", { name: "Stop checksum?" });
  await expect(question.getByRole("button", { name: "Keep running" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await job.expectState("Running");
  await page.keyboard.press("c");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await job.expectState("Canceled");
  await expect(page.locator(".progress-left")).toHaveText(/^canceled at|^took/);

  await page.keyboard.press("r");
  await job.expectState("Running · attempt 1 of 3");
  await page.getByRole("tab", { name: /^Attempts/ }).click();
  await expect(page.locator(".lanes li")).toHaveCount(2);
  await expect(page.locator(".lanes li").first()).toContainText("Canceled");
  await page.keyboard.press("c");
  await page.getByRole("button", { name: "Stop job" }).click();
  await job.expectState("Canceled");
});

test("what the server refuses stands under its field, which takes the focus", async ({ host, page }) => {
  await page.goto(`${host.url}/new?kind=import-csv`);
  const path = page.getByLabel("path");
  await path.fill("../secret.csv");
  await page.getByRole("button", { name: "Start job" }).click();
  await expect(page.locator(".field").filter({ has: path }).locator(".field-problem")).toHaveText(/data root/);
  await expect(path).toBeFocused();
  await expect(path).toHaveAttribute("aria-invalid", "true");
  await page.getByText("More options").click();
  await page.getByLabel("Groups").fill("no/name");
  await page.getByRole("button", { name: "Start job" }).click();
  await expect(page.getByLabel("Groups")).toHaveAttribute("aria-invalid", "true");
});

test("a job run again with changes begins with what it was given", async ({ host, page }) => {
  const job = new JobPage(page);
  await writeCsv(host.files, "<script>مرحبا.csv", 10);
  await page.goto(`${host.url}/jobs/${await submit(page, host, "import-csv", "<script>مرحبا.csv")}`);
  await job.expectState("Succeeded");
  await page.getByRole("link", { name: "Run again with changes" }).click();
  await expect(page.getByLabel("path")).toHaveValue("<script>مرحبا.csv");
  await page.getByRole("textbox", { name: /^table/ }).fill("other");
  await page.getByRole("button", { name: "Start job" }).click();
  await job.expectState("Succeeded");
  await page.getByRole("tab", { name: "Arguments" }).click();
  await expect(page.locator(".json-tree")).toContainText('table: "other"');
});

test("a job that is not there says so", async ({ host, page }) => {
  await page.goto(`${host.url}/jobs/019aa0d2-0000-7000-8000-000000000000`);
  await expect(page.getByRole("heading", { name: "This job is not here." })).toBeVisible();
  await page.goto(`${host.url}/jobs/nonsense`);
  await expect(page.getByRole("heading", { name: "This is no job's address." })).toBeVisible();
});

test("a job whose handler threw shows its stack when asked to, and copies it with the error", async ({ host, page }) => {
  const job = new JobPage(page);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await writeFile(join(host.files, "utf16.csv"), Buffer.from("\ufeffcity\nLima\n", "utf16le"));
  await page.goto(`${host.url}/jobs/${await submit(page, host, "import-csv", "utf16.csv")}`);
  await job.expectState("Failed");
  const error = page.locator(".job-error");
  await expect(error).toContainText("is written in UTF-16");
  await error.getByText("Stack", { exact: true }).click();
  await expect(error.locator("pre")).toContainText("   at ProgressHub.Host.Import.ImportCsvJob.");
  await error.getByRole("button", { name: "Copy error with stack" }).click();
  await expect(error.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^ProgressHub\.DoNotRetryException: .*UTF-16.*\n {3}at /);
  await expect(page.locator(".log-row[data-level=Error]").first()).toContainText("ProgressHub.DoNotRetryException: ");
});

test("a parent shows its children, those that failed among them", async ({ host, page }) => {
  const parent = await External.submit(page, host, { childFailure: "ignore" });
  const children = await Promise.all([1, 2, 3].map(() => External.submit(page, host, { parentId: parent.id })));
  await children[0]?.report({ done: 5, total: 5, unit: "photos" }, "complete");
  await children[1]?.report({ error: { type: "disk-full", message: "No space is left." } }, "fail");
  await parent.report({}, "complete");
  await page.goto(`${host.url}/jobs/${parent.id}`);
  await page.getByRole("tab", { name: "Children 3" }).click();
  const sum = page.locator(".children-sum");
  await expect(sum).toHaveText("2 of 3 children ended, 1 failed");
  await expect(page.locator(".child-row")).toHaveCount(3);
  await children[2]?.report({}, "complete");
  await expect(sum).toHaveText("3 of 3 children ended, 1 failed");
  await page.locator(".child-row").filter({ hasText: "No space is left." }).getByRole("link").click();
  await expect(page.locator(".job-error")).toContainText("No space is left.");
  await page.getByLabel("Facts").getByRole("link", { name: parent.id }).click();
  await expect(page.getByRole("tab", { name: "Children 3" })).toBeVisible();
});

test("from a job that was opened in a list the keys lead to its neighbours, and Back to the list", async ({ host, page }) => {
  const ids: string[] = [];
  for (let number = 0; number < 3; number += 1) ids.unshift((await External.submit(page, host)).id);
  const path = (at: number) => new RegExp(`/jobs/${ids[at]}$`);
  await page.goto(`${host.url}/jobs`);
  await page.locator(`[data-job="${ids[1]}"]`).getByRole("link").first().click();
  await expect(page).toHaveURL(path(1));
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.keyboard.press("j");
  await expect(page).toHaveURL(path(2));
  await expect(page.getByRole("button", { name: "Next job (j)" })).toBeDisabled();
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  await expect(page).toHaveURL(path(0));
  await page.goBack();
  await expect(page).toHaveURL(/\/jobs$/);
  await expect(page.locator("[data-job]")).toHaveCount(3);
});
