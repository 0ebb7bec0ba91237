import type { Page } from "@playwright/test";
import { External } from "./external";
import { expect, test } from "./fixtures";

const minuteMs = 60_000;

/** A tab behind another, as far as a browser without a window can be told: it is hidden, gets no frames, and its timers come once a second. */
async function allowHiding(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let isHidden = false;
    Object.defineProperty(document, "hidden", { get: () => isHidden });
    Object.defineProperty(document, "visibilityState", { get: () => (isHidden ? "hidden" : "visible") });
    const [frame, timer] = [window.requestAnimationFrame.bind(window), window.setTimeout.bind(window)];
    let waiting: FrameRequestCallback[] = [];
    window.requestAnimationFrame = (run) => (isHidden ? -waiting.push(run) : frame(run));
    window.setTimeout = ((run: TimerHandler, ms = 0, ...rest: unknown[]) =>
      timer(run, isHidden ? Math.max(1_000, ms) : ms, ...rest)) as typeof window.setTimeout;
    Object.assign(window, {
      hide(shouldHide: boolean) {
        isHidden = shouldHide;
        document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        if (isHidden) return;
        for (const run of waiting) frame(run);
        waiting = [];
      },
    });
  });
}

const hide = (page: Page, shouldHide: boolean) =>
  page.evaluate((hidden) => (window as unknown as { hide(hidden: boolean): void }).hide(hidden), shouldHide);

test("a page without network for a minute, and one that was hidden for a minute, are right within 3 s of their return", async ({
  host,
  page,
}) => {
  test.setTimeout(4 * minuteMs);
  const context = await page.context().browser()?.newContext();
  if (context === undefined) throw new Error("There is no browser.");
  const hidden = await context.newPage();
  await allowHiding(hidden);
  // Its requests go beside the page that is cut off.
  const external = await External.submit(hidden, host);
  await external.report({ done: 10, total: 100 });
  const percent = (one: Page) => one.locator(".job-percent");
  for (const one of [page, hidden]) {
    await one.goto(`${host.url}/jobs/${external.id}`);
    await expect(percent(one)).toHaveText("10%");
    await expect(one.locator(".connection-mark")).toHaveText("Live");
  }

  await page.context().setOffline(true);
  await hide(hidden, true);
  await expect(page.locator(".connection-mark")).toHaveText(/^Offline since \d\d:\d\d$/);
  await expect(page.locator(".strip")).toContainText("This device has no network since");
  await expect(page.locator("main")).toHaveAttribute("data-stale", "true");
  await page.waitForTimeout(minuteMs);
  await external.report({ done: 80, total: 100 });
  await expect(percent(page)).toHaveText("10%");

  await hide(hidden, false);
  await expect(percent(hidden)).toHaveText("80%", { timeout: 3_000 });
  await expect(hidden.locator(".connection-mark")).toHaveText("Live", { timeout: 3_000 });
  await page.context().setOffline(false);
  await expect(percent(page)).toHaveText("80%", { timeout: 3_000 });
  await expect(page.locator("main")).not.toHaveAttribute("data-stale", { timeout: 3_000 });
  await expect(page.locator(".strip")).toBeHidden();
  await expect(page.locator(".connection-mark")).toHaveText("Live");
  await context.close();
});
