import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import type { Host } from "./host";

/** A job that the test itself reports on. */
export class External {
  readonly id: string;
  readonly #page: Page;
  readonly #url: string;
  readonly #token: string;
  #seq = 0;

  private constructor(page: Page, host: Host, id: string, token: string) {
    this.#page = page;
    this.#url = `${host.url}/api/jobs/${id}`;
    this.id = id;
    this.#token = token;
  }

  static async submit(page: Page, host: Host, more: object = {}): Promise<External> {
    const data = { kind: "pack-photos", external: true, leaseSeconds: 600, ...more };
    const answer = await page.request.post(`${host.url}/api/jobs`, { data });
    expect(answer.status()).toBe(202);
    const { job, reportToken } = (await answer.json()) as { job: { id: string }; reportToken: string };
    return new External(page, host, job.id, reportToken);
  }

  /** Reports, or ends it by another verb. */
  async report(members: object, verb: "report" | "complete" | "fail" | "canceled" = "report"): Promise<void> {
    this.#seq += 1;
    const answer = await this.#page.request.post(`${this.#url}/${verb}`, {
      data: { seq: this.#seq, ...members },
      headers: { Authorization: `Bearer ${this.#token}` },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  }

  /** Logs lines that `text` makes of their numbers, from `first` on. */
  async log(first: number, count: number, text: (number: number) => string, level = "Information"): Promise<void> {
    await this.report({ log: Array.from({ length: count }, (_, at) => ({ level, text: text(first + at) })) });
  }
}
