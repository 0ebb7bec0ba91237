import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import type { Host } from "./host";
import { writeCsv } from "./input";

const root = fileURLToPath(new URL("../../", import.meta.url));
const library = join(root, "node_modules/@microsoft/signalr/dist/browser/signalr.min.js");

// The host's own pages allow no scripts within the page, as these samples have them.
test.use({ bypassCSP: true });

test("the page that the protocol prints shows a job to its end", async ({ host, page }) => {
  await writeCsv(host.files, "cities.csv", 200_000);
  await open(page, host, await sample("server/ProgressHub.Protocol/PROTOCOL.md", "html"));
  await submit(page, host);
  await expect(page.locator("#jobs li")).toHaveText("import-csv succeeded 100%", { timeout: 60_000 });
});

test("the lines that the readme prints hear of a job until it has succeeded", async ({ host, page }) => {
  await writeCsv(host.files, "cities.csv", 200_000);
  const told: string[] = [];
  page.on("console", (message) => told.push(message.text()));
  // A bundler would find the package; here the browser has it as a global.
  const script = (await sample("README.md", "js")).replace(/^import (\{.+\}) from "@microsoft\/signalr";/, "const $1 = signalR;");
  await open(page, host, `<!doctype html><script src="signalr.min.js"></script><script type="module">${script}</script>`);
  await submit(page, host);
  await expect.poll(() => told.at(-1), { timeout: 60_000 }).toBe("import-csv succeeded 1");
});

/** The one fenced block of a document in a language. */
async function sample(document: string, language: string): Promise<string> {
  const text = await readFile(join(root, document), "utf8");
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))];
  expect(blocks).toHaveLength(1);
  return blocks[0]?.[1] ?? "";
}

/** Shows a page at the host's own address, with the library beside it. */
async function open(page: Page, host: Host, html: string): Promise<void> {
  await page.route("**/signalr.min.js", (route) => route.fulfill({ path: library }));
  await page.goto(`${host.url}/health/live`);
  await page.setContent(html);
}

async function submit(page: Page, host: Host): Promise<void> {
  const answer = await page.request.post(`${host.url}/api/jobs`, { data: { kind: "import-csv", args: { path: "cities.csv" } } });
  expect(answer.status()).toBe(202);
}
