import type { JobSnapshot, JobWatchItem } from "../wire/wire.js";
import { Entry, type EntryParts, type Poll } from "./entry.js";
import type { JobView, View } from "./views.js";

/** By then a poll has been answered, or it counts as lost. */
export const pollTimeoutMs = 5_000;

export const jobKey = (id: string): string => `job ${id.toLowerCase()}`;

/** One job, at its newest known version. */
export class JobEntry extends Entry<JobSnapshot, JobView> {
  readonly key: string;
  readonly #id: string;
  #job: JobSnapshot | undefined;

  constructor(id: string, parts: EntryParts) {
    super(parts);
    this.#id = id.toLowerCase();
    this.key = jobKey(id);
  }

  get value(): JobSnapshot | undefined {
    return this.#job;
  }

  get isFinal(): boolean {
    return this.#job?.finalizedAt !== undefined;
  }

  protected makeView(base: View): JobView {
    return { ...base, job: this.#job, isFinal: this.isFinal };
  }

  override jobItem(isAfresh: boolean, token: string | undefined): JobWatchItem {
    const version = isAfresh ? undefined : this.#job?.version;
    return { id: this.#id, ...(version !== undefined && { version }), ...(token !== undefined && { token }) };
  }

  async poll({ api, adopt }: Poll): Promise<void> {
    const known = this.#job?.version;
    const path = `api/jobs/${encodeURIComponent(this.#id)}`;
    const request = { token: this.token, timeoutMs: pollTimeoutMs };
    const { value, store } = await api.send<JobSnapshot>(known === undefined ? path : `${path}?after=${known}`, request);
    // The version named was of another store, so it hid what this one has.
    if (adopt(store) && value === undefined) return this.poll({ api, adopt });
    if (value !== undefined) this.jobsChanged([value]);
  }

  override jobsChanged(jobs: readonly JobSnapshot[]): void {
    for (const job of jobs) {
      if (job.id !== this.#id || job.version <= (this.#job?.version ?? -1)) continue;
      this.#job = job;
      this.received();
    }
  }

  forget(): void {
    this.#job = undefined;
    this.touch();
  }
}
