import type { ProgressHubClient } from "../client.js";
import { createProgressHub } from "../progressHub.js";

const hubs = new Map<string, ProgressHubClient>();

/** One client for all elements of a page that name the same server. */
export function hubOf(url: string): ProgressHubClient {
  const address = new URL(url, document.baseURI).href;
  let hub = hubs.get(address);
  if (hub === undefined) {
    hub = createProgressHub({ url: address });
    hubs.set(address, hub);
  }
  return hub;
}
