import type { Page } from "@playwright/test";
import { build, defaultClientConditions } from "vite";
import type { Host } from "./host";

/** As strict as the host's own: what our packages must do with. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

/** Shows a page at the host's own address that the host does not have, with scripts beside it. */
export async function openPage(page: Page, host: Host, html: string, scripts: Record<string, string> = {}): Promise<void> {
  // A page that no server of this machine has sent may else open no socket to it.
  await page.context().grantPermissions(["local-network-access"]);
  await page.route(`${host.url}/test/**`, (route) => {
    const name = new URL(route.request().url()).pathname.replace("/test/", "");
    const isPage = name === "";
    const body = isPage ? `<!doctype html><html lang="en"><title>Test</title>${html}</html>` : scripts[name];
    if (body === undefined) return route.fulfill({ status: 404 });
    return route.fulfill({ body, contentType: isPage ? "text/html" : "text/javascript", headers: { "Content-Security-Policy": policy } });
  });
  await page.goto(`${host.url}/test/`);
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
