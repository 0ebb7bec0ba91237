import { expect, type Locator, type Page } from "@playwright/test";

/** The page as a person sees it. */
export class Dashboard {
  readonly page: Page;
  readonly mark: Locator;
  readonly rows: Locator;
  /** Requests that read one job over HTTP: a page that is live makes none. */
  readonly polls: string[] = [];
  /** What the console complained about: among others every breach of the content security policy. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    this.mark = page.locator(".connection-mark");
    this.rows = page.locator(".row");
    page.on("request", (request) => {
      if (request.method() === "GET" && /^\/api\/(jobs|groups)\//.test(new URL(request.url()).pathname)) this.polls.push(request.url());
    });
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
  }

  async open(url: string, place = ""): Promise<void> {
    await this.page.goto(`${url}/${place}`);
  }

  /** Submits jobs beside the page, and gives their ids. */
  async submit(...jobs: { kind: string; args?: object; groups?: string[]; dueAt?: string }[]): Promise<string[]> {
    const answer = await this.page.request.post(new URL("/api/jobs/batch", this.page.url()).href, { data: { jobs } });
    expect(answer.status(), await answer.text()).toBe(202);
    const { jobs: stored } = (await answer.json()) as { jobs: { job: { id: string } }[] };
    return stored.map(({ job }) => job.id);
  }

  row(id: string): Locator {
    return this.page.locator(`[data-job="${id}"]`);
  }

  bar(row: Locator): Locator {
    return row.getByRole("progressbar");
  }

  async percent(row: Locator): Promise<number> {
    return Number((await this.bar(row).getAttribute("aria-valuenow")) ?? Number.NaN);
  }

  async expectState(row: Locator, word: string): Promise<void> {
    await expect(row.locator(".state-icon")).toHaveAttribute("aria-label", word, { timeout: 60_000 });
  }

  /** Selects a row. Just after rows have moved the list takes no click, so it is tried again. */
  async select(row: Locator): Promise<void> {
    await expect(async () => row.getByRole("checkbox").check({ timeout: 5_000 })).toPass();
  }

  /** Cancels one job of the list by its row. */
  async cancel(row: Locator): Promise<void> {
    await this.select(row);
    await this.page.getByRole("button", { name: "Cancel 1" }).click();
    await this.page.getByRole("button", { name: "Stop job" }).click();
    await expect(this.page.locator(".action-result")).toHaveText("Canceled 1.");
    await this.page.keyboard.press("Escape");
  }
}
