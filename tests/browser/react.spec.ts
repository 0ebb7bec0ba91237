import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import type { Host } from "./host";
import { writeCsv } from "./input";
import { blockSockets, bundle, openPage } from "./pages";

const entry = fileURLToPath(new URL("reactPage.tsx", import.meta.url));
let script: string;

test.beforeAll(async () => {
  script = await bundle(entry);
});

const html = '<div id="root"></div><script type="module" src="page.js"></script>';
const open = (page: Page, host: Host) => openPage(page, host, html, { "page.js": script });
const connection = (page: Page) => page.getByTestId("connection");
const bars = (page: Page) => page.getByRole("progressbar", { name: "Import" });

test("in StrictMode a page is live over one socket, watches each thing once, and renders once per frame", async ({ host, page }) => {
  await writeCsv(host.files, "cities.csv", 1_000_000);
  const calls: string[] = [];
  const sockets: string[] = [];
  page.on("websocket", (socket) => {
    sockets.push(socket.url());
    socket.on("framesent", ({ payload }) => {
      for (const target of String(payload).matchAll(/"target":"(\w+)"/g)) calls.push(target[1] ?? "");
    });
  });
  await open(page, host);
  await expect(connection(page)).toHaveText("live");
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByTestId("total")).toHaveText("1");
  await expect(bars(page).first()).toHaveAttribute("data-state", "running");
  for (let times = 0; times < 4; times += 1) await page.getByRole("button", { name: "Toggle" }).click();
  await expect(bars(page).first()).toHaveAttribute("data-state", "succeeded", { timeout: 60_000 });
  await expect(bars(page).first()).toHaveAttribute("aria-busy", "false");
  expect(sockets).toHaveLength(1);
  // The roll-up, then the job; neither StrictMode nor leaving and coming back asks again.
  expect(calls).toEqual(["Watch", "Watch"]);
  const seen = await page.evaluate(() => (window as unknown as { seen: { mostPerFrame: number; renders: number; finals: number } }).seen);
  expect(seen.renders).toBeGreaterThan(4);
  // Two bars, and what the page itself shows, such as that a submit is under way, may fall into a frame that shows news, too.
  expect(seen.mostPerFrame).toBeLessThanOrEqual(4);
  expect(seen.finals).toBe(2);
});

test("with WebSockets blocked a page polls to the end, and goes live when they work", async ({ host, page }) => {
  await writeCsv(host.files, "cities.csv", 400_000);
  const unblock = await blockSockets(page);
  await open(page, host);
  await expect(connection(page)).toHaveText("polling");
  await page.getByRole("button", { name: "Import" }).click();
  await expect(bars(page).first()).toHaveAttribute("data-state", "succeeded", { timeout: 60_000 });
  unblock();
  await expect(connection(page)).toHaveText("live");
});

test("a host that was killed is told, and all is right again after its return", async ({ host, page }) => {
  await writeCsv(host.files, "cities.csv", 400_000);
  await open(page, host);
  await expect(connection(page)).toHaveText("live");
  await page.getByRole("button", { name: "Import" }).click();
  await expect(bars(page).first()).toHaveAttribute("data-state", /./);
  await host.kill();
  await expect(connection(page)).toHaveText("reconnecting");
  await host.startAgain();
  await expect(connection(page)).toHaveText("live");
  await expect(bars(page).first()).toHaveAttribute("data-state", "succeeded", { timeout: 60_000 });
});
