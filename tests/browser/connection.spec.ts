import { expect, test } from "./fixtures";
import { writeCsv, writeSparseFolder } from "./input";

const endless = 2 ** 40;

test("a killed host is told at once, and all is right again within 3 s of its return", async ({ host, dashboard }) => {
  await writeSparseFolder(host.files, "large", endless);
  await dashboard.open(host.url, "jobs");
  await dashboard.submit({ kind: "checksum", args: { path: "large" } });
  const row = dashboard.rows.first();
  await dashboard.expectState(row, "Running");

  await host.kill();
  await expect(dashboard.mark).toHaveText(/^Reconnecting, /);
  const strip = dashboard.page.locator(".strip");
  await expect(strip).toContainText(/^Connection lost \d+ s ago\. You see the state of /);
  await expect(strip.getByRole("button", { name: "Try now" })).toBeVisible();
  await expect(dashboard.page.locator("main")).toHaveAttribute("data-stale", "true");
  await dashboard.page.screenshot({ path: "tests/browser/test-results/reconnecting.png" });

  await host.startAgain();
  // A poll is as right as a push; live follows.
  await expect(dashboard.mark).toHaveText(/^(Live|Polling every 2 s)$/, { timeout: 3_000 });
  await expect(strip).toBeHidden();
  await expect(dashboard.page.locator("main")).not.toHaveAttribute("data-stale");
  await expect(dashboard.mark).toHaveText("Live");
  await dashboard.expectState(row, "Running");
  await dashboard.cancel(row);
  await dashboard.expectState(row, "Canceled");
});

test("with WebSockets blocked it polls, says so, reaches the end, and returns to live", async ({ host, dashboard }) => {
  await writeCsv(host.files, "cities.csv", 1_000_000);
  let isBlocked = true;
  await dashboard.page.routeWebSocket(/\/hubs\/jobs/, (socket) => {
    if (isBlocked) void socket.close({ code: 1013, reason: "blocked" });
    else socket.connectToServer();
  });
  await dashboard.open(host.url, "jobs");
  await expect(dashboard.mark).toHaveText("Polling every 2 s");
  await dashboard.submit({ kind: "import-csv", args: { path: "cities.csv" } });
  const row = dashboard.rows.first();
  await dashboard.expectState(row, "Succeeded");
  await expect(dashboard.mark).toHaveText("Polling every 2 s");
  expect(dashboard.polls.length).toBeGreaterThan(1);

  isBlocked = false;
  await expect(dashboard.mark).toHaveText("Live");
  const { length } = dashboard.polls;
  await writeSparseFolder(host.files, "large", 2 ** 30);
  await dashboard.submit({ kind: "checksum", args: { path: "large" } });
  await dashboard.expectState(row, "Succeeded");
  expect(dashboard.polls).toHaveLength(length);
});
