import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import type { Host } from "./host";
import { writeCsv, writeSparseFolder } from "./input";
import { blockSockets, openPage, submit } from "./pages";

const endless = 2 ** 40;

/** What the element has told, kept by a script of the page. */
const listener = `
  window.told = [];
  for (const name of ["change", "final", "error", "connection"]) {
    document.addEventListener("progresshub-" + name, ({ detail }) => window.told.push([name, detail.state ?? detail.code]));
  }`;

async function show(page: Page, host: Host, id: string, attributes = ""): Promise<void> {
  const html = `<main><h1>Test</h1><script src="told.js"></script><script type="module" src="/progresshub-job.js"></script>
    <progresshub-job job-id="${id}" ${attributes}></progresshub-job></main>`;
  await openPage(page, host, html, { "told.js": listener });
}

const told = (page: Page, name: string) =>
  page.evaluate(
    (wanted) => (window as unknown as { told: [string, string][] }).told.filter(([one]) => one === wanted).map(([, what]) => what),
    name,
  );

test("the element shows a job to its end, under a strict policy, and tells of it", async ({ host, page }) => {
  await writeCsv(host.files, "cities.csv", 400_000);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await show(page, host, await submit(page, host, "import-csv", "cities.csv"));
  const bar = page.getByRole("progressbar", { name: "import-csv" });
  await expect(bar).toHaveAttribute("aria-valuenow", "100", { timeout: 60_000 });
  await expect(page.locator("progresshub-job")).toContainText("Succeeded");
  await expect(page.getByRole("button")).toBeHidden();
  expect(await told(page, "final")).toEqual(["succeeded"]);
  expect(await told(page, "connection")).toContain("live");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  // The icon that browsers ask for by themselves is not the element's.
  expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
});

test("the element cancels by its button, and is styled from outside", async ({ host, page }) => {
  await writeSparseFolder(host.files, "large", endless);
  await show(page, host, await submit(page, host, "checksum", "large"), 'cancelable lang="de"');
  await expect(page.locator("progresshub-job")).toHaveJSProperty("cancelable", true);
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuetext", /./);
  await page
    .locator("progresshub-job")
    .evaluate((element: HTMLElement) => element.style.setProperty("--progresshub-color", "rgb(1, 2, 3)"));
  await expect(page.locator("progresshub-job .bar")).toHaveCSS("background-image", /rgb\(1, 2, 3\)|none/);
  await page.getByRole("button", { name: "Abbrechen" }).click();
  await expect(page.locator("progresshub-job .label")).toHaveText("Abgebrochen", { timeout: 30_000 });
  expect(await told(page, "final")).toEqual(["canceled"]);
});

test("the element says that there is no such job, and another id begins anew", async ({ host, page }) => {
  await writeCsv(host.files, "cities.csv", 1_000);
  await show(page, host, "019aa0d2-0000-7000-8000-000000000000");
  await expect.poll(() => told(page, "error")).toEqual(["job-not-found"]);
  const id = await submit(page, host, "import-csv", "cities.csv");
  await page.locator("progresshub-job").evaluate((element, job) => element.setAttribute("job-id", job), id);
  await expect(page.locator("progresshub-job .label")).toHaveText("Succeeded", { timeout: 60_000 });
});

test("with WebSockets blocked the element polls, and goes live when they work", async ({ host, page }) => {
  await writeSparseFolder(host.files, "large", endless);
  const unblock = await blockSockets(page);
  const id = await submit(page, host, "checksum", "large");
  await show(page, host, id);
  await expect.poll(() => told(page, "connection")).toContain("polling");
  await expect.poll(() => told(page, "change")).toContain("running");
  unblock();
  await expect.poll(async () => (await told(page, "connection")).at(-1)).toBe("live");
  await page.request.post(`${host.url}/api/jobs/${id}/cancel`);
  await expect.poll(() => told(page, "final"), { timeout: 30_000 }).toEqual(["canceled"]);
});

test.describe("a page without script", () => {
  test.use({ javaScriptEnabled: false });

  test("shows a job by loading itself again, until it is final", async ({ host, page }) => {
    await writeCsv(host.files, "cities.csv", 1_000_000);
    const id = await submit(page, host, "import-csv", "cities.csv");
    await page.goto(`${host.url}/api/jobs/${id}`);
    await expect(page.getByRole("heading", { name: "import-csv" })).toBeVisible();
    // Its policy allows the one style it has.
    await expect(page.locator("body")).toHaveCSS("max-width", "640px");
    await expect(page.locator("main")).toContainText("Succeeded", { timeout: 60_000 });
    await expect(page).toHaveTitle("100% import-csv");
    await expect(page.locator("meta[http-equiv=refresh]")).toHaveCount(0);
  });
});
