import type { ProgressHubClient, WatchOptions } from "../client.js";
import { innardsOf } from "../innards.js";
import type { ApiRequest } from "./api.js";
import { Token } from "./token.js";

/** `method` is `GET` by default; `timeoutMs` is 30,000 by default. */
export interface SendOptions extends Omit<ApiRequest, "token">, WatchOptions {}

/** Asks the client's server for what has no call of its own, such as `api/kinds`, by the client's own right. Throws a `ProgressHubError`. */
export async function send<T>(hub: ProgressHubClient, path: string, { token, ...request }: SendOptions = {}): Promise<T | undefined> {
  const { value } = await innardsOf(hub).api.send<T>(path, { ...request, token: new Token(token) });
  return value;
}
