import { assemble } from "./assemble.js";
import type { ProgressHubClient, ProgressHubOptions } from "./client.js";
import { Token } from "./http/token.js";
import { hubAt } from "./link/signalr.js";

/** Makes a client; it connects with the first watch. */
export function createProgressHub({ url, accessToken }: ProgressHubOptions = {}): ProgressHubClient {
  const base = baseOf(url);
  const token = new Token(accessToken);
  return assemble({ base, accessToken: token, openHub: hubAt(new URL("hubs/jobs", base), token) });
}

/** The address with a slash at its end, so that what is below it is found below it. */
function baseOf(url: string | URL = "./"): URL {
  const page = "document" in globalThis ? document.baseURI : "http://localhost/";
  const base = new URL(url, page);
  if (url !== "./" && !base.pathname.endsWith("/")) base.pathname += "/";
  return new URL("./", base);
}
