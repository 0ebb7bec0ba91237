import type { ProgressHubClient } from "../client.js";
import { ProgressHubError } from "../http/error.js";
import type { TokenSource } from "../http/token.js";
import type { Connection } from "../link/connection.js";
import type { JobView } from "../watches/views.js";
import type { Watch } from "../watches/watch.js";
import type { JobSnapshot } from "../wire/wire.js";
import { Face } from "./face.js";
import { hubOf } from "./hubs.js";

/** Where ProgressHub is when an element has no `url`: set by the file that defines the element. */
export const standard = { url: "./" };

/** What the events carry in `detail`. They bubble, and leave shadow trees. */
export interface ProgressHubJobEventMap {
  "progresshub-change": CustomEvent<JobSnapshot>;
  "progresshub-final": CustomEvent<JobSnapshot>;
  "progresshub-error": CustomEvent<ProgressHubError>;
  "progresshub-connection": CustomEvent<Connection>;
}

// Where there is no page, as on a server that renders, the class can still be named.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * `<progresshub-job job-id url token cancelable lang>`: a live progress bar for one job. Parts: `bar track label eta cancel`. Variables:
 * `--progresshub-color`, `--progresshub-track`, `--progresshub-radius`.
 */
export class ProgressHubJob extends Base {
  static readonly observedAttributes = ["job-id", "url", "token", "cancelable", "lang", "aria-label"];

  #face: Face | undefined;
  #token: TokenSource | undefined;
  #watch: Watch<JobSnapshot, JobView> | undefined;
  #hub: ProgressHubClient | undefined;
  #stop: () => void = () => undefined;
  #told: { job?: JobSnapshot | undefined; error?: ProgressHubError | undefined; connection?: Connection; isFinal?: boolean } = {};
  #isRestartDue = false;

  /** The job's id; without one nothing is watched. */
  get jobId(): string {
    return this.getAttribute("job-id") ?? "";
  }

  set jobId(id: string) {
    this.setAttribute("job-id", id);
  }

  /** Where ProgressHub is mapped, relative to the page. */
  get url(): string {
    return this.getAttribute("url") ?? standard.url;
  }

  set url(url: string) {
    this.setAttribute("url", url);
  }

  /** The right to the job; a function is asked again when it ends. Set as a property it is not written into the page. */
  get token(): TokenSource | undefined {
    return this.#token ?? this.getAttribute("token") ?? undefined;
  }

  set token(token: TokenSource | undefined) {
    this.#token = token;
    this.#restartSoon();
  }

  /** Shows a button that asks the job to stop. */
  get cancelable(): boolean {
    return this.hasAttribute("cancelable");
  }

  set cancelable(isCancelable: boolean) {
    this.toggleAttribute("cancelable", isCancelable);
  }

  /** What is known of the job, once it has been read. */
  get job(): JobSnapshot | undefined {
    return this.#watch?.getSnapshot().job;
  }

  /** Asks the job to stop; a refusal is told as `progresshub-error`. */
  async cancel(): Promise<void> {
    try {
      await this.#hub?.cancel(this.jobId, { token: this.token });
    } catch (error) {
      if (!(error instanceof ProgressHubError)) throw error;
      this.#tell("progresshub-error", error);
    }
  }

  connectedCallback(): void {
    // What was set before the element was defined hides the accessors of the class.
    for (const name of ["jobId", "url", "token", "cancelable"] as const) this.#upgrade(name);
    this.#face ??= new Face(this.attachShadow({ mode: "open" }), () => void this.cancel());
    this.#restartSoon();
  }

  disconnectedCallback(): void {
    this.#leave();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now || !this.isConnected) return;
    if (name === "job-id" || name === "url" || name === "token") this.#restartSoon();
    else this.#show();
  }

  #upgrade(name: "jobId" | "url" | "token" | "cancelable"): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    Reflect.deleteProperty(this, name);
    Object.assign(this, { [name]: value });
  }

  /** Several attributes set at once begin one watch. */
  #restartSoon(): void {
    if (this.#isRestartDue) return;
    this.#isRestartDue = true;
    queueMicrotask(() => {
      this.#isRestartDue = false;
      this.#leave();
      if (this.isConnected && this.jobId !== "") this.#begin();
    });
  }

  #begin(): void {
    const hub = hubOf(this.url);
    const watch = hub.watchJob(this.jobId, { token: this.token });
    this.#hub = hub;
    this.#watch = watch;
    this.#told = {};
    this.#stop = watch.subscribe(() => this.#show());
    this.#show();
  }

  #leave(): void {
    this.#stop();
    this.#stop = () => undefined;
    this.#watch = undefined;
  }

  #show(): void {
    const view = this.#watch?.getSnapshot();
    if (view === undefined) return;
    this.#face?.show(view, this.#language(), this.getAttribute("aria-label"), this.cancelable);
    const told = this.#told;
    this.#told = view;
    if (view.connection !== told.connection) this.#tell("progresshub-connection", view.connection);
    if (view.job !== undefined && view.job !== told.job) this.#tell("progresshub-change", view.job);
    if (view.job !== undefined && view.isFinal && !told.isFinal) this.#tell("progresshub-final", view.job);
    if (view.error !== undefined && view.error !== told.error) this.#tell("progresshub-error", view.error);
  }

  /** The nearest `lang`, as the rest of the page has it. */
  #language(): string {
    const lang = this.closest("[lang]")?.getAttribute("lang") || navigator.language;
    try {
      return Intl.getCanonicalLocales(lang)[0] ?? "en";
    } catch {
      return "en";
    }
  }

  #tell<N extends keyof ProgressHubJobEventMap>(name: N, detail: ProgressHubJobEventMap[N]["detail"]): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "progresshub-job": ProgressHubJob;
  }
  interface HTMLElementEventMap extends ProgressHubJobEventMap {}
}
