import { External } from "./external";
import { expect, test } from "./fixtures";

test("a job that vanishes says so where it is looked at, and the list keeps its row", async ({ host, page, dashboard }) => {
  const external = await External.submit(page, host);
  await external.report({ message: "IMG_1.jpg" }, "complete");
  await dashboard.open(host.url, "jobs");
  await dashboard.expectState(dashboard.row(external.id), "Succeeded");
  const other = await page.context().newPage();
  await other.goto(`${host.url}/jobs/${external.id}`);
  await expect(other.locator(".job-words")).toHaveText(/^Succeeded/);
  expect((await page.request.delete(`${host.url}/api/jobs/${external.id}`)).status()).toBe(204);
  await expect(other.getByRole("heading", { name: "This job is not here." })).toBeVisible();
  await expect(other.locator(".notice")).toContainText("The last that was seen of it: pack-photos, succeeded.");
  await expect(dashboard.row(external.id)).toContainText("removed");
});

test("a group of 100,000 jobs shows its counts at once and its rows on demand", async ({ host, dashboard }) => {
  const { page } = dashboard;
  // A hundred commits of a thousand jobs take a minute on a busy machine.
  test.setTimeout(240_000);
  await dashboard.open(host.url);
  const job = { kind: "checksum", args: { path: "." }, groups: ["many"], dueAt: "2126-01-01T00:00:00Z" };
  const jobs = Array.from({ length: 1_000 }, () => job);
  // Beside the page, four at a time.
  const submit = async () => {
    for (let times = 0; times < 25; times += 1) {
      const answer = await fetch(`${host.url}/api/jobs/batch`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ jobs }),
      });
      expect(answer.status).toBe(202);
      await answer.arrayBuffer();
    }
  };
  await Promise.all([submit(), submit(), submit(), submit()]);
  await dashboard.open(host.url, "groups/many");
  await expect(page.locator(".group-sum")).toContainText("0 of 100,000 jobs");
  await expect(page.locator(".filter-count")).toContainText("100,000 jobs");
  await expect(dashboard.rows.first()).toBeVisible();
  expect(await dashboard.rows.count()).toBeLessThan(60);
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 20_000);
      return Number(await dashboard.rows.last().getAttribute("aria-rowindex"));
    })
    .toBeGreaterThan(500);
  expect(await dashboard.rows.count()).toBeLessThan(60);
  expect(dashboard.complaints).toEqual([]);
});

test("markup, Arabic and emoji in every field break no list, at a desk or on a phone", async ({ host, dashboard }) => {
  const { page } = dashboard;
  const [script, arabic, emoji] = ["<script>alert(1)</script>", "مرحبا بالعالم", "🎉".repeat(250)];
  page.on("dialog", () => dashboard.complaints.push("a dialog"));
  const long = "k".repeat(64);
  const external = await External.submit(page, host, { kind: long, groups: [`g${"-".repeat(126)}1`], args: { [script]: arabic } });
  await external.report({
    message: `${arabic} ${script} ${emoji}`,
    done: 1,
    total: 3,
    unit: `<i>${arabic}</i>`,
    stages: [{ name: script, done: 1, total: 3 }],
    stage: script,
  });
  const failed = await External.submit(page, host, { groups: ["tenant:42"] });
  await failed.report({ error: { type: script, message: `${emoji} ${script} ${arabic}` }, done: 1, total: 3 }, "fail");
  for (const [width, height, rowPx] of [
    [1280, 720, 36],
    [360, 740, 64],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const place of ["", "jobs", "groups", "groups/tenant:42"]) {
      await dashboard.open(host.url, place);
      if (place !== "groups") {
        await expect(page.locator("main")).toContainText(script);
        expect((await dashboard.rows.first().boundingBox())?.height).toBe(rowPx);
      } else await expect(page.locator(".group-row")).toHaveCount(2);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  }
  expect(dashboard.complaints).toEqual([]);
});

for (const [status, code, says] of [
  [401, "unauthenticated", /may not see|right|sign in/i],
  [403, "forbidden", /may not see|right/i],
] as const) {
  test(`a caller whom the server answers with ${status} is told so on every page, and waits for nothing`, async ({ host, dashboard }) => {
    const { page } = dashboard;
    const external = await External.submit(page, host);
    await page.routeWebSocket(/\/hubs\/jobs/, (socket) => void socket.close({ code: 1008 }));
    const detail = "You have no right to this.";
    await page.route(/\/api\//, (route) =>
      route.fulfill({
        status,
        contentType: "application/problem+json",
        body: JSON.stringify({ type: `https://progresshub.dev/problems/${code}`, status, code, detail, cure: "Ask for a token." }),
      }),
    );
    for (const place of ["", "jobs", "groups", "groups/tenant:42", `jobs/${external.id}`, "recurring", "new"]) {
      await dashboard.open(host.url, place);
      await expect(page.locator("main"), place).toContainText(says);
      await expect(page.locator(".skeleton"), place).toHaveCount(0);
      await expect(page.getByRole("heading", { name: "This page cannot be shown." })).toHaveCount(0);
    }
  });
}

test("what an older server does not know is left out, and the rest is shown", async ({ host, dashboard }) => {
  const { page } = dashboard;
  const external = await External.submit(page, host, { groups: ["tenant:42"] });
  await external.report({ done: 37, total: 100, message: "IMG_8125.jpg" });
  await external.log(1, 3, (number) => `line ${number}`);
  const unknown = /\/api\/(stats|kinds|recurring|groups$|jobs\/[^/?]+\/(detail|log))/;
  await page.route(unknown, (route) => route.fulfill({ status: 404, body: "" }));
  await dashboard.open(host.url);
  await expect(page.getByRole("heading", { name: "All is well · 1 running" })).toBeVisible();
  await dashboard.expectState(dashboard.row(external.id), "Running");
  await dashboard.open(host.url, "jobs");
  await dashboard.expectState(dashboard.row(external.id), "Running");
  await dashboard.open(host.url, `jobs/${external.id}`);
  await expect(page.locator(".job-percent")).toHaveText("37%");
  await expect(page.locator("main")).toContainText("IMG_8125.jpg");
  for (const [place, says] of [
    ["recurring", "recurring"],
    ["new", "kinds"],
    ["groups", "groups"],
  ] as const) {
    await dashboard.open(host.url, place);
    await expect(page.locator("main [role=alert], main .notice").first()).toContainText(says);
    await expect(page.locator(".skeleton")).toHaveCount(0);
  }
  await expect(page.locator("main")).not.toContainText(/NaN|undefined|null|1970/);
});
