import { expect, type Locator, type Page } from "@playwright/test";

/** The page of one job as a person sees it. */
export class JobPage {
  readonly page: Page;
  readonly bar: Locator;
  readonly state: Locator;
  /** The lines that are there, of however many the log has. */
  readonly lines: Locator;
  /** What the page has asked for over HTTP. */
  readonly asked: string[] = [];
  /** What the console complained about: among others every breach of the content security policy. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    this.bar = page.locator(".bar-holder").getByRole("progressbar");
    this.state = page.locator(".job-words");
    this.lines = page.locator(".log-row");
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() === "GET" && pathname.startsWith("/api/")) this.asked.push(pathname);
    });
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
  }

  async expectState(word: string): Promise<void> {
    await expect(this.state).toHaveText(new RegExp(`^${word}`), { timeout: 60_000 });
  }

  /** The text of the last line in view. */
  get lastLine(): Locator {
    return this.lines.last().locator(".log-text");
  }

  async scrollLog(byPx: number): Promise<void> {
    await this.page.locator(".log-lines").hover();
    await this.page.mouse.wheel(0, byPx);
  }
}
