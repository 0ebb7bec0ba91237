import type { SubmitAnswer, SubmitOptions, SubmitRequest } from "../wire/wire.js";
import type { Api } from "./api.js";
import { ProgressHubError } from "./error.js";

/** How long to wait before each further try, in milliseconds. */
const waitsMs = [500, 2_000];

/** Longer than this nobody waits for a form. */
const mostWaitMs = 10_000;

/** Stores a job. What may have been stored although its answer was lost is asked again under the same key, so that it is stored once. */
export async function submitWith<A, R>(
  api: Api,
  kind: string,
  args: A,
  { idempotencyKey = newKey(), ...options }: SubmitOptions & { idempotencyKey?: string },
): Promise<SubmitAnswer<R>> {
  const body: SubmitRequest<A> = { ...options, kind, args };
  const headers = { "Idempotency-Key": `"${idempotencyKey}"` };
  for (const wait of [...waitsMs, undefined]) {
    try {
      const { value } = await api.send<SubmitAnswer<R>>("api/jobs", { method: "POST", body, headers });
      if (value !== undefined) return value;
    } catch (error) {
      if (!(error instanceof ProgressHubError) || !error.isTransient || wait === undefined) throw error;
      const asked = error.retryAfterMs ?? wait;
      if (asked > mostWaitMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, asked));
    }
  }
  throw new ProgressHubError("internal", "The server answered without a job.");
}

// crypto.randomUUID is only there on pages from https.
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
