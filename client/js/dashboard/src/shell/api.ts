import { ProgressHubError } from "@progresshub/client";
import { apiBase } from "./base";

interface Asked {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  signal?: AbortSignal | undefined;
}

interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  cure?: string;
  errors?: Record<string, string[]>;
}

/** Asks the server for what the client does not watch, such as `stats` or `jobs?state=failed`. Throws a ProgressHubError. */
export async function ask<T>(path: string, { method = "GET", body, signal }: Asked = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(new URL(`api/${path}`, apiBase), {
      method,
      cache: "no-cache",
      signal: signal ?? AbortSignal.timeout(30_000),
      headers: { Accept: "application/json", ...(body !== undefined && { "Content-Type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ProgressHubError("unreachable", "The server cannot be reached.", {
      cure: "Try again once the connection is back.",
      isTransient: true,
    });
  }
  if (!response.ok) throw await refusalIn(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function refusalIn(response: Response): Promise<ProgressHubError> {
  const { status } = response;
  const told = (await response.json().catch(() => ({}))) as ProblemBody;
  return new ProgressHubError(told.code ?? `http-${status}`, told.detail ?? told.title ?? `The server answered ${status}.`, {
    status,
    cure: told.cure,
    isTransient: status >= 500 || status === 429,
    errors: told.errors,
  });
}
