import { expect, test } from "./fixtures";
import { writeCsv, writeSparseFolder } from "./input";

/** Takes any machine longer than a test may last. */
const endless = 2 ** 40;

test("an import started from the form moves its bar to Succeeded without polling", async ({ host, dashboard }) => {
  await writeCsv(host.files, "cities.csv", 1_000_000);
  await dashboard.open(host.url);
  await expect(dashboard.mark).toHaveText("Live");
  await expect(dashboard.page.getByRole("heading", { name: "No jobs yet." })).toBeVisible();

  await dashboard.startJob("import-csv", "cities.csv");
  const row = dashboard.rows.first();
  const seen = new Set<number>();
  await expect
    .poll(async () => seen.add(await dashboard.percent(row)) && [...seen].filter((percent) => percent > 0 && percent < 100).length, {
      intervals: [50],
    })
    .toBeGreaterThan(3);
  await dashboard.expectState(row, "Succeeded");
  await expect(row.locator(".c-percent")).toHaveText("100%");
  await row.getByRole("button", { name: /^import-csv/ }).click();
  await expect(dashboard.page.locator(".counters")).toContainText("1,000,000");

  await expect(dashboard.mark).toHaveText("Live");
  expect(dashboard.polls).toEqual([]);
  expect(dashboard.complaints).toEqual([]);
});

test("a job that runs long is stopped after a question beside its button", async ({ host, dashboard }) => {
  await writeSparseFolder(host.files, "large", endless);
  await dashboard.open(host.url);
  await dashboard.startJob("checksum", "large");
  const row = dashboard.rows.first();
  await dashboard.expectState(row, "Running");

  await row.getByRole("button", { name: /^Cancel/ }).click();
  const question = row.getByRole("dialog", { name: "Stop checksum?" });
  await expect(question).toContainText("What is done stays.");
  await expect(question.getByRole("button", { name: "Keep running" })).toBeFocused();
  await dashboard.page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await dashboard.expectState(row, "Running");

  await dashboard.cancel(row);
  await dashboard.expectState(row, "Canceled");
  await expect(row.getByRole("button", { name: /^Cancel/ })).toHaveCount(0);
});

test("what the server refuses stands under the field", async ({ host, dashboard }) => {
  await dashboard.open(host.url);
  await expect(dashboard.mark).toHaveText("Live");
  await dashboard.startJob("import-csv", "../secret.csv");
  await expect(dashboard.page.getByRole("alert")).toHaveText(/data root/);
  await expect(dashboard.page.getByLabel("File")).toBeFocused();
  await expect(dashboard.page.getByLabel("File")).toHaveAttribute("aria-invalid", "true");
  await expect(dashboard.rows).toHaveCount(0);
});
