import { expect, test } from "./fixtures";
import { writeCsv, writeSparseFolder } from "./input";

test("the overview says how the system is, and leads to what it says", async ({ host, dashboard }) => {
  const { page } = dashboard;
  await writeSparseFolder(host.files, "large", 2 ** 40);
  await writeCsv(host.files, "cities.csv", 1_000);
  await dashboard.open(host.url);
  await expect(page.getByRole("heading", { name: "Nothing is running" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "No jobs yet." })).toBeVisible();

  const [, running = ""] = await dashboard.submit(
    { kind: "import-csv", args: { path: "cities.csv" }, groups: ["tenant:42"] },
    { kind: "checksum", args: { path: "large" }, groups: ["tenant:42"] },
  );
  await expect(page.getByRole("heading", { name: "All is well · 1 running" })).toBeVisible({ timeout: 30_000 });
  await dashboard.expectState(dashboard.row(running), "Running");
  await expect(page.getByRole("group", { name: /^In the last hour 1 jobs? succeeded/ })).toBeVisible({ timeout: 30_000 });
  await expect(page).toHaveTitle("1 running · ProgressHub");
  await page.getByRole("group", { name: /^In the last hour/ }).focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator(".chart-says")).toHaveText(/^\d\d:\d\d · \d succeeded · 0 failed$/);
  const { x, y, width } = (await page.locator(".chart-upper .u-over").boundingBox()) ?? { x: 0, y: 0, width: 0 };
  await page.mouse.move(x + width / 2, y + 40);
  await page.mouse.down();
  await page.mouse.move(x + width - 2, y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/\/jobs\?created=\d{4}-.*Z\.\.\d{4}-.*Z$/);
  await page.goBack();
  await expect(page.getByRole("img", { name: "1 of 2 jobs are over: 1 running, 1 succeeded" })).toBeVisible();

  await page.getByRole("link", { name: "tenant:42", exact: true }).last().click();
  await expect(page.getByRole("heading", { name: "tenant:42" })).toBeFocused();
  await expect(page).toHaveURL(/\/groups\/tenant:42$/);
  await expect(dashboard.rows).toHaveCount(2);
  await page.reload();
  await expect(page.locator(".group-sum")).toContainText("1 of 2 jobs");
  await page.getByRole("button", { name: "Cancel group" }).click();
  await page.getByRole("button", { name: "Cancel 1 job" }).click();
  await expect(page.locator(".action-result")).toContainText("Canceled 1.");
  await dashboard.expectState(dashboard.row(running), "Canceled");
  expect(dashboard.complaints).toEqual([]);
});

test("keys lead everywhere, the theme is kept, and single keys can be turned off", async ({ host, dashboard }) => {
  const { page } = dashboard;
  await dashboard.open(host.url);
  await expect(dashboard.mark).toHaveText("Live");
  await page.keyboard.press("g");
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/\/jobs$/);
  await page.keyboard.press("t");
  await page.keyboard.press("t");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("body")).toHaveCSS("background-color", "rgb(14, 17, 22)");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await help.getByLabel("Single keys are on").uncheck();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(page).toHaveURL(/\/jobs$/);
  await dashboard.open(host.url, "nothing");
  await expect(page.getByRole("heading", { name: "There is nothing here." })).toBeVisible();
});
