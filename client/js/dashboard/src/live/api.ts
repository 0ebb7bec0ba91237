import type { JobPage, JobSnapshot, Problem, SubmitAnswer, SubmitRequest } from "../wire/wire";
import type { PollJobs } from "./ports";

/** A refusal of the server, or the lack of an answer, as a value. */
export type Answer<T> = { value: T; problem?: undefined } | { value?: undefined; problem: Problem };

export class Api {
  readonly #base: URL;

  /** The page's own address: the host may be mapped below any prefix. */
  constructor(base: URL) {
    this.#base = base;
  }

  readonly pollJobs: PollJobs = async (signal) => {
    const response = await fetch(new URL("api/jobs?limit=100", this.#base), { signal, cache: "no-cache" });
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return { page: (await response.json()) as JobPage, store: response.headers.get("ProgressHub-Store") ?? undefined };
  };

  submit(request: SubmitRequest): Promise<Answer<SubmitAnswer>> {
    return this.#post("api/jobs", request);
  }

  cancel(id: string): Promise<Answer<JobSnapshot>> {
    return this.#post(`api/jobs/${encodeURIComponent(id)}/cancel`);
  }

  async #post<T>(path: string, body?: unknown): Promise<Answer<T>> {
    try {
      const response = await fetch(new URL(path, this.#base), {
        method: "POST",
        ...(body !== undefined && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
      });
      if (response.ok) return { value: (await response.json()) as T };
      return { problem: await readProblem(response) };
    } catch {
      return { problem: { title: "The server cannot be reached.", cure: "Try again once the connection is back." } };
    }
  }
}

async function readProblem(response: Response): Promise<Problem> {
  const isProblem = response.headers.get("Content-Type")?.includes("json") ?? false;
  const fallback: Problem = { title: `The server answered ${response.status}.`, status: response.status };
  if (!isProblem) return fallback;
  return { ...fallback, ...((await response.json()) as Problem) };
}
