import type { Page } from "@playwright/test";
import { build, defaultClientConditions } from "vite";
import type { Host } from "./host";

/** Shows a page at the host's own address and under its strict policy, with scripts that the host does not have at `/test/`. */
export async function openPage(page: Page, host: Host, html: string, scripts: Record<string, string> = {}): Promise<void> {
  await page.route(`${host.url}/test/*`, (route) => {
    const body = scripts[new URL(route.request().url()).pathname.replace("/test/", "")];
    return body === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ body, contentType: "text/javascript" });
  });
  // The document itself is the host's: browsers do not let one from nowhere open a socket to this machine.
  await page.goto(`${host.url}/health/live`);
  await page.setContent(`<!doctype html><html lang="en"><title>Test</title>${html}</html>`);
}

/** One script of a source file, by vite, as a project of its own would make it. */
export async function bundle(entry: string, root?: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    ...(root !== undefined && { root }),
    ...(root === undefined && { resolve: { conditions: ["progresshub-source", ...defaultClientConditions] } }),
    build: { write: false, modulePreload: { polyfill: false }, rolldownOptions: { input: entry } },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunk = outputs.flatMap((one) => ("output" in one ? one.output : [])).find((one) => one.type === "chunk");
  if (chunk?.type !== "chunk") throw new Error(`vite made no script of ${entry}.`);
  return chunk.code;
}

/** Blocks WebSockets until told otherwise. */
export async function blockSockets(page: Page): Promise<() => void> {
  let isBlocked = true;
  await page.routeWebSocket(/\/hubs\/jobs/, (socket) => {
    if (isBlocked) void socket.close({ code: 1013, reason: "blocked" });
    else socket.connectToServer();
  });
  return () => {
    isBlocked = false;
  };
}

/** Submits a job and gives its id. */
export async function submit(page: Page, host: Host, kind: "import-csv" | "checksum", path: string): Promise<string> {
  const answer = await page.request.post(`${host.url}/api/jobs`, { data: { kind, args: { path } } });
  const { job } = (await answer.json()) as { job: { id: string } };
  return job.id;
}
