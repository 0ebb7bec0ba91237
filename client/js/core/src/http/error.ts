import type { Problem } from "../wire/wire.js";

interface ErrorFacts {
  status?: number | undefined;
  cure?: string | undefined;
  retryAfterMs?: number | undefined;
  isTransient?: boolean | undefined;
  errors?: Record<string, string[]> | undefined;
}

/** A refusal of the server, or the lack of an answer. Compare `code`; the sentences may change. */
export class ProgressHubError extends Error {
  override readonly name = "ProgressHubError";
  /** A code of the protocol such as `job-not-found`; `unreachable` without an answer, `http-502` and the like for an answer that is not the server's. */
  readonly code: string;
  /** The HTTP status, if it came over HTTP. */
  readonly status: number | undefined;
  /** What to do about it, where `message` does not say so. */
  readonly cure: string | undefined;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The same request may succeed later. */
  readonly isTransient: boolean;
  /** What is wrong with members of the input, by path, such as `args.path`. */
  readonly errors: Record<string, string[]> | undefined;

  constructor(code: string, message: string, { status, cure, retryAfterMs, isTransient = false, errors }: ErrorFacts = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.cure = cure;
    this.retryAfterMs = retryAfterMs;
    this.isTransient = isTransient;
    this.errors = errors;
  }
}

export function unreachable(): ProgressHubError {
  return new ProgressHubError("unreachable", "The server cannot be reached.", {
    cure: "Try again once the connection is back.",
    isTransient: true,
  });
}

const codesByHttp: Record<number, string> = { 401: "unauthenticated", 403: "forbidden" };

/** The refusal in an answer; one without a problem in it comes from something on the way, and only 401 and 403 of it are taken at their word. */
export async function errorIn(response: Response): Promise<ProgressHubError> {
  const { status, headers } = response;
  const problem = await problemIn(response);
  const code = problem?.code ?? codesByHttp[status] ?? `http-${status}`;
  const seconds = Number(headers.get("Retry-After") ?? Number.NaN);
  return new ProgressHubError(code, problem?.detail ?? problem?.title ?? `The server answered ${status}.`, {
    status,
    cure: problem?.cure ?? (status === 401 ? "Sign in again, or send a token." : undefined),
    retryAfterMs: Number.isNaN(seconds) ? undefined : seconds * 1_000,
    isTransient: status >= 500 || status === 429 || status === 408 || code === `http-${status}`,
    errors: problem?.errors,
  });
}

async function problemIn(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get("Content-Type")?.includes("json")) return undefined;
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? (body as Problem) : undefined;
  } catch {
    return undefined;
  }
}
