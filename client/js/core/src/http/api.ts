import { errorIn, ProgressHubError, unreachable } from "./error.js";
import type { Token } from "./token.js";

export interface ApiRequest {
  method?: "GET" | "POST";
  body?: unknown;
  headers?: Record<string, string>;
  /** Used in place of the client's own. */
  token?: Token | undefined;
  /** In milliseconds; 30 s by default. */
  timeoutMs?: number;
}

export interface ApiAnswer<T> {
  /** Absent where the answer has no body: nothing newer. */
  value: T | undefined;
  /** The store's identity, where the server names it. */
  store: string | undefined;
}

export interface ApiParts {
  base: URL;
  accessToken: Token;
  /** The server's time, as its answers tell it. */
  onTime?: (at: string) => void;
  fetch?: typeof fetch;
}

/** The server's HTTP side. */
export class Api {
  readonly #parts: ApiParts;

  constructor(parts: ApiParts) {
    this.#parts = parts;
  }

  /** Sends a request; a 401 is asked again once if the token is another by then. Throws a ProgressHubError. */
  async send<T>(path: string, request: ApiRequest = {}): Promise<ApiAnswer<T>> {
    const token = request.token?.isThere ? request.token : this.#parts.accessToken;
    const first = await token.get();
    try {
      return await this.#sendWith<T>(path, request, first);
    } catch (error) {
      if (!(error instanceof ProgressHubError) || error.status !== 401 || !token.isRenewable) throw error;
      token.forget();
      const second = await token.get();
      if (second === first) throw error;
      return await this.#sendWith<T>(path, request, second);
    }
  }

  async #sendWith<T>(path: string, request: ApiRequest, token: string | undefined): Promise<ApiAnswer<T>> {
    const { base, onTime, fetch = globalThis.fetch } = this.#parts;
    const { method = "GET", body, headers, timeoutMs = 30_000 } = request;
    let response: Response;
    let value: T | undefined;
    try {
      response = await fetch(new URL(path, base), {
        method,
        cache: "no-cache",
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          Accept: "application/json",
          ...(body !== undefined && { "Content-Type": "application/json" }),
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (response.ok && response.status !== 204) value = (await response.json()) as T;
    } catch {
      throw unreachable();
    }
    if (!response.ok) throw await errorIn(response);
    const at = response.headers.get("ProgressHub-Time");
    if (at !== null) onTime?.(at);
    return { value, store: response.headers.get("ProgressHub-Store") ?? undefined };
  }
}
