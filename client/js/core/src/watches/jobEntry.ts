import type { JobSnapshot, JobWatchItem } from "../wire/wire.js";
import { Entry, type EntryParts, type Poll } from "./entry.js";
import type { JobView, View } from "./views.js";

/** By then a poll has been answered, or it counts as lost. */
export const pollTimeoutMs = 5_000;

/** One job, at its newest known version. */
export class JobEntry extends Entry<JobSnapshot, JobView> {
  readonly key: string;
  readonly list = "jobs";
  readonly name: string;
  #job: JobSnapshot | undefined;

  constructor(id: string, parts: EntryParts) {
    super(parts);
    this.name = id.toLowerCase();
    this.key = `job ${this.name}`;
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

  item(isAfresh: boolean): JobWatchItem {
    const version = isAfresh ? undefined : this.#job?.version;
    return { id: this.name, ...(version !== undefined && { version }) };
  }

  async poll({ api, adopt }: Poll): Promise<void> {
    const known = this.#job?.version;
    const path = `api/jobs/${encodeURIComponent(this.name)}`;
    const request = { token: this.token, timeoutMs: pollTimeoutMs };
    const { value, store } = await api.send<JobSnapshot>(known === undefined ? path : `${path}?after=${known}`, request);
    // The version named was of another store, so it hid what this one has.
    if (adopt(store) && value === undefined) return this.poll({ api, adopt });
    if (value !== undefined) this.jobsChanged([value]);
  }

  override jobsChanged(jobs: readonly JobSnapshot[]): void {
    for (const job of jobs) {
      if (job.id !== this.name || job.version <= (this.#job?.version ?? -1)) continue;
      this.#job = job;
      this.received();
    }
  }

  forget(): void {
    this.#job = undefined;
    this.touch();
  }
}
