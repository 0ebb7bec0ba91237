import { gzipSync } from "node:zlib";
import { expect, test } from "./fixtures";
import { writeCsv } from "./input";
import { submit } from "./pages";

const mostBytes = 200_000;

test("the first load takes less than 200 kB, all of it from its own origin, under a policy without inline script or style", async ({
  host,
  dashboard,
}) => {
  const { page } = dashboard;
  await writeCsv(host.files, "cities.csv", 1_000);
  const id = await submit(page, host, "import-csv", "cities.csv");
  for (const place of ["", `jobs/${id}`, "new"]) {
    const sizes: Promise<number>[] = [];
    const foreign: string[] = [];
    const own = await page.context().newPage();
    own.on("response", (response) => {
      const { origin, pathname } = new URL(response.url());
      if (origin !== host.url) foreign.push(response.url());
      else if (!pathname.startsWith("/api/")) sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    const answer = await own.goto(`${host.url}/${place}`);
    await expect(own.locator("main h1").first()).toBeVisible();
    await expect(own.locator(".connection-mark")).toHaveText("Live");
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(sizes.length, place).toBeGreaterThan(3);
    expect(bytes, `${place} takes ${bytes} bytes`).toBeLessThan(mostBytes);
    expect(foreign).toEqual([]);
    const policy = answer?.headers()["content-security-policy"] ?? "";
    expect(policy).toMatch(/default-src '(none|self)'/);
    expect(policy).not.toMatch(/unsafe-|data:|\*/);
    await own.close();
  }
});
