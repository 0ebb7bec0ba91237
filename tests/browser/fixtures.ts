import { test as base } from "@playwright/test";
import { Dashboard } from "./dashboard";
import { Host } from "./host";

export { expect } from "@playwright/test";

export const test = base.extend<{ host: Host; dashboard: Dashboard }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are wanted.
  host: async ({}, use) => {
    const host = await Host.start();
    await use(host);
    await host.remove();
  },
  dashboard: async ({ page }, use) => {
    await use(new Dashboard(page));
  },
});
