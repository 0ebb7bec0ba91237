import { Dashboard } from "./dashboard";
import { expect, test } from "./fixtures";
import { writeCsv, writeSparseFolder } from "./input";

/** Takes any machine longer than a test may last. */
const endless = 2 ** 40;

/** Jobs that wait for another day. */
const waiting = (count: number, group: string) =>
  Array.from({ length: count }, () => ({ kind: "checksum", args: { path: "." }, groups: [group], dueAt: "2126-01-01T00:00:00Z" }));

test("an import moves its bar to Succeeded without polling", async ({ host, dashboard }) => {
  await writeCsv(host.files, "cities.csv", 1_000_000);
  await dashboard.open(host.url, "jobs");
  await expect(dashboard.mark).toHaveText("Live");
  // On a busy machine the page may have asked while its socket was opening.
  dashboard.polls.splice(0);
  await expect(dashboard.page.getByRole("heading", { name: "No jobs yet." })).toBeVisible();

  const [id = ""] = await dashboard.submit({ kind: "import-csv", args: { path: "cities.csv" } });
  const row = dashboard.row(id);
  const seen = new Set<number>();
  await expect
    .poll(async () => seen.add(await dashboard.percent(row)) && [...seen].filter((percent) => percent > 0 && percent < 100).length, {
      intervals: [50],
    })
    .toBeGreaterThan(3);
  await dashboard.expectState(row, "Succeeded");
  await expect(row.locator(".c-percent")).toHaveText("100%");
  await expect(dashboard.mark).toHaveText("Live");
  expect(dashboard.polls).toEqual([]);
  expect(dashboard.complaints).toEqual([]);
});

test("a job that runs long is stopped after a question beside its button, by keys alone", async ({ host, dashboard }) => {
  await writeSparseFolder(host.files, "large", endless);
  await dashboard.open(host.url, "jobs");
  const [id = ""] = await dashboard.submit({ kind: "checksum", args: { path: "large" } });
  const { page } = dashboard;
  await dashboard.expectState(dashboard.row(id), "Running");

  await page.keyboard.press("j");
  await expect(dashboard.row(id)).toBeFocused();
  await page.keyboard.press("x");
  await page.keyboard.press("c");
  const question = page.getByRole("dialog", { name: "Stop checksum?" });
  await expect(question).toContainText("What is done stays.");
  await expect(question.getByRole("button", { name: "Keep running" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(page.locator(".selected-count")).toHaveText("1 selected");

  await page.keyboard.press("c");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator(".action-result")).toHaveText("Canceled 1.");
  await dashboard.expectState(dashboard.row(id), "Canceled");
  await expect(page.getByRole("button", { name: "Cancel 0" })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Retry 1" })).toBeEnabled();
  await page.keyboard.press("Escape");
  await expect(page.locator(".selected-count")).toHaveCount(0);
});

test("filters stand in the address, Back undoes them, and what nobody knows is named", async ({ host, dashboard }) => {
  await dashboard.open(host.url, "jobs");
  await dashboard.submit(...waiting(3, "tenant:1"), ...waiting(2, "tenant:2"));
  const { page } = dashboard;
  const count = page.locator(".filter-count");
  await expect(count).toContainText("5 jobs");

  await page.getByRole("button", { name: /^Group:/ }).click();
  await page.getByRole("checkbox", { name: "tenant:2" }).check();
  await expect(count).toContainText("2 jobs");
  await expect(page).toHaveURL(/\/jobs\?group=tenant:2$/);
  await page.keyboard.press("/");
  await page.keyboard.type("nothing like it");
  await expect(page.getByRole("heading", { name: "No job matches." })).toBeVisible();
  await expect(page).toHaveURL(/q=nothing/);
  await page.goBack();
  await expect(page).toHaveURL(/\/jobs$/);
  await expect(count).toContainText("5 jobs");
  await expect(dashboard.rows).toHaveCount(5);

  await dashboard.open(host.url, "jobs?state=scheduled,done&colour=red");
  await expect(count).toContainText("Not known: colour, state=done");
  await expect(dashboard.rows).toHaveCount(5);
});

test("all that match are canceled by one request, with the number typed, and what came later is not touched", async ({
  host,
  dashboard,
}) => {
  await dashboard.open(host.url, "jobs?group=many");
  await dashboard.submit(...waiting(250, "many"), ...waiting(3, "others"));
  const { page } = dashboard;
  await expect(page.locator(".filter-count")).toContainText("250 jobs");
  await dashboard.select(page.locator(".rows-head"));
  await page.getByRole("button", { name: "Select all 250 that match" }).click();
  const [later = ""] = await dashboard.submit(...waiting(1, "many"));
  await page.getByRole("button", { name: "Cancel 250" }).click();
  const question = page.getByRole("dialog", { name: /^Cancel 250 jobs in many created before \d\d:\d\d:\d\d\?$/ });
  const yes = question.getByRole("button", { name: "Cancel 250 jobs" });
  await expect(yes).toBeDisabled();
  await question.getByLabel("Type 250 to go on").fill("250");
  await yes.click();
  await expect(page.locator(".action-result")).toHaveText("Canceled 250.");
  const answer = await page.request.get(`${host.url}/api/jobs?state=scheduled&limit=500`);
  const { jobs } = (await answer.json()) as { jobs: { id: string; groups: string[] }[] };
  expect(jobs.map(({ groups }) => groups[0]).sort()).toEqual(["many", "others", "others", "others"]);
  expect(jobs.map(({ id }) => id)).toContain(later);
});

test("what had ended before a change of many is shown by its link, and nothing else", async ({ host, dashboard }) => {
  await dashboard.open(host.url, "jobs?sort=oldest");
  const [first = "", second = ""] = await dashboard.submit(...waiting(3, "g"));
  const { page } = dashboard;
  await expect(dashboard.rows).toHaveCount(3);
  await expect(dashboard.rows.first()).toHaveAttribute("data-job", first);
  await dashboard.select(dashboard.row(first));
  await dashboard.select(dashboard.row(second));
  await page.getByRole("button", { name: "Cancel 2" }).click();
  await page.request.post(`${host.url}/api/jobs/${first}/cancel`);
  await page.getByRole("button", { name: "Cancel 2 jobs" }).click();
  await expect(page.locator(".action-result")).toHaveText("Canceled 1. 1 had ended already. Show it");
  await page.getByRole("link", { name: "Show it" }).click();
  await expect(page).toHaveURL(new RegExp(`\\?id=${first}$`));
  await expect(dashboard.rows).toHaveCount(1);
  await expect(dashboard.row(first)).toBeVisible();
  await page.getByRole("button", { name: "All jobs" }).click();
  await expect(dashboard.rows).toHaveCount(3);
});

test("on a phone a long press selects, and a tap opens", async ({ host, browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const dashboard = new Dashboard(page);
  await dashboard.open(host.url, "jobs");
  const [id = ""] = await dashboard.submit(...waiting(2, "g"));
  const row = dashboard.row(id);
  await expect(row).toBeVisible();
  await expect(async () => {
    const { x, y } = (await row.boundingBox()) ?? { x: 0, y: 0 };
    const touchPoints = [{ x: x + 120, y: y + 16 }];
    const session = await context.newCDPSession(page);
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    await expect(page.locator(".selected-count")).toHaveText("1 selected");
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  }).toPass();
  await expect(page).toHaveURL(/\/jobs$/);
  await expect(row).toHaveAttribute("aria-selected", "true");
  await row.getByRole("link").first().tap();
  await expect(page).toHaveURL(new RegExp(id));
  await context.close();
});

test("times are told as the reader wants them, and a click copies one", async ({ host, dashboard }) => {
  await dashboard.open(host.url, "jobs");
  const { page } = dashboard;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const [id = ""] = await dashboard.submit(...waiting(1, "g"));
  const when = dashboard.row(id).locator(".when");
  await expect(when).toHaveText(/^(now|\d+ s)$/);
  await expect(when).toHaveAttribute("title", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [+-]\d\d:\d\d$/);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("radio", { name: "UTC" }).check();
  await page.keyboard.press("Escape");
  await expect(when).toHaveText(/^\d\d:\d\d:\d\dZ$/);
  await page.reload();
  await expect(when).toHaveText(/Z$/);
  await when.click();
  await expect(when).toHaveText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  await expect(page).toHaveURL(/\/jobs$/);
});

test("new jobs wait while the pointer is in the list, and a row that no longer matches stays", async ({ host, dashboard }) => {
  await dashboard.open(host.url, "jobs?state=scheduled");
  const [first = ""] = await dashboard.submit(...waiting(4, "g"));
  const { page } = dashboard;
  await expect(dashboard.rows).toHaveCount(4);
  await page.mouse.move(640, 300);
  await dashboard.row(first).hover();
  await dashboard.submit(...waiting(2, "g"));
  const show = page.getByRole("button", { name: "2 new jobs · show" });
  await expect(show).toBeVisible();
  await expect(dashboard.rows).toHaveCount(4);
  await page.keyboard.press(".");
  await expect(dashboard.rows).toHaveCount(6);

  await page.request.post(`${host.url}/api/jobs/${first}/cancel`);
  await expect(dashboard.row(first)).toContainText("no longer matches");
  await dashboard.expectState(dashboard.row(first), "Canceled");
});

test("a long list reads its pages as one scrolls, keeps few rows, and a return finds the place again", async ({ host, dashboard }) => {
  await dashboard.open(host.url, "jobs");
  await dashboard.submit(...waiting(420, "g"));
  const { page } = dashboard;
  await expect(page.locator(".filter-count")).toContainText("420 jobs");
  await expect(dashboard.rows.first()).toBeVisible();
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 4_000);
      return page.locator('[aria-rowindex="421"]').count();
    })
    .toBe(1);
  expect(await dashboard.rows.count()).toBeLessThan(60);
  const last = page.locator('[aria-rowindex="421"]');
  const id = await last.getAttribute("data-job");
  const scrolled = await page.evaluate(() => window.scrollY);
  await last.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/jobs/${id}$`));
  await page.goBack();
  await expect(dashboard.row(id ?? "")).toBeFocused();
  expect(Math.abs((await page.evaluate(() => window.scrollY)) - scrolled)).toBeLessThan(40);
});
