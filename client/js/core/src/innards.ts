import type { ProgressHubClient } from "./client.js";
import type { Api } from "./http/api.js";
import type { TokenSource } from "./http/token.js";
import type { EntryParts } from "./watches/entry.js";
import type { WatchTable } from "./watches/watchTable.js";

/** What the package's further entries need of a client: they share its connection, and cost those nothing who do not import them. */
export interface Innards {
  api: Api;
  table: WatchTable;
  parts(token: TokenSource | undefined): EntryParts;
}

export const innards = new WeakMap<ProgressHubClient, Innards>();

export function innardsOf(client: ProgressHubClient): Innards {
  const found = innards.get(client);
  if (found === undefined) throw new TypeError("This is no client made by createProgressHub.");
  return found;
}
