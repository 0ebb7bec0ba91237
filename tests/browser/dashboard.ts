import { expect, type Locator, type Page } from "@playwright/test";

/** The page as a person sees it. */
export class Dashboard {
  readonly page: Page;
  readonly mark: Locator;
  readonly rows: Locator;
  /** Requests that read jobs over HTTP. */
  readonly polls: string[] = [];
  /** What the console complained about: among others every breach of the content security policy. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    this.mark = page.locator(".connection-mark");
    this.rows = page.locator("tr.row");
    page.on("request", (request) => {
      if (request.method() === "GET" && new URL(request.url()).pathname.startsWith("/api/")) this.polls.push(request.url());
    });
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
  }

  async startJob(kind: "import-csv" | "checksum", path: string): Promise<void> {
    await this.page.getByLabel("Kind").selectOption(kind);
    await this.page.getByLabel(kind === "checksum" ? "Folder" : "File").fill(path);
    await this.page.getByRole("button", { name: "Start job" }).click();
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

  async cancel(row: Locator): Promise<void> {
    await row.getByRole("button", { name: /^Cancel/ }).click();
    await row.getByRole("button", { name: "Stop job" }).click();
  }
}
