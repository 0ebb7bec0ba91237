import { ProgressHubError } from "../http/error.js";
import type { GroupAnswer, GroupWatchItem, JobPage, JobSnapshot } from "../wire/wire.js";
import { Entry, type EntryParts, type Poll } from "./entry.js";
import { pollTimeoutMs } from "./jobEntry.js";
import { JobList } from "./jobList.js";
import type { GroupView, View } from "./views.js";

/** The reserved group that every job of a host is a member of. */
const everyJob = "all";

/** So many of the unfinished jobs that lie beyond the end of an answer are read at a time. */
const olderAtATime = 20;

/** The jobs of a group. */
export class GroupEntry extends Entry<readonly JobSnapshot[], GroupView> {
  readonly key: string;
  readonly list = "groups";
  readonly name: string;
  readonly #list = new JobList();
  #isKnown = false;
  #hasOlder = false;
  #older: string[] = [];
  /** What was known when the hub was asked: pushes may overtake its answer, and what they brought is not gone because it is not named there. */
  #asked: readonly JobSnapshot[] = [];
  /** Removed since. An answer that was under way may still name them. */
  readonly #removed = new Set<string>();

  constructor(name: string, parts: EntryParts) {
    super(parts);
    this.name = name;
    this.key = `jobs ${name}`;
  }

  get value(): readonly JobSnapshot[] | undefined {
    return this.#isKnown ? this.#list.all : undefined;
  }

  get isFinal(): boolean {
    const jobs = this.#list.all;
    return !this.#hasOlder && jobs.length > 0 && jobs.every((job) => job.finalizedAt !== undefined);
  }

  protected makeView(base: View): GroupView {
    return { ...base, jobs: this.value, hasOlder: this.#hasOlder, isFinal: this.isFinal };
  }

  item(): GroupWatchItem {
    this.#asked = this.#list.all;
    this.#removed.clear();
    return { name: this.name, mode: "jobs" };
  }

  override answered(answer: GroupAnswer): void {
    this.#take(answer, this.#asked);
  }

  async poll(poll: Poll): Promise<void> {
    const asked = this.#list.all;
    const path = `api/jobs?group=${encodeURIComponent(this.name)}&limit=100`;
    const { value, store } = await poll.api.send<JobPage>(path, { token: this.token, timeoutMs: pollTimeoutMs });
    poll.adopt(store);
    if (value !== undefined) this.#take(value, asked);
    await this.#readOlder(poll);
  }

  override async catchUp(poll: Poll): Promise<void> {
    while (this.#older.length > 0) await this.#readOlder(poll);
  }

  override jobsChanged(jobs: readonly JobSnapshot[]): void {
    const mine = this.name === everyJob ? jobs : jobs.filter((job) => job.groups.includes(this.name));
    if (this.#apply(mine)) this.received();
  }

  override jobsRemoved(ids: readonly string[]): void {
    for (const id of ids) this.#removed.add(id);
    if (this.#list.remove(ids)) this.touch();
  }

  forget(): void {
    this.#list.clear();
    this.#asked = this.#older = [];
    this.touch();
  }

  #take({ jobs: answered, nextCursor }: JobPage, asked: readonly JobSnapshot[]): void {
    const isCutOff = nextCursor !== undefined;
    const { gone, older } = missing(asked, answered, isCutOff);
    this.#isKnown = true;
    this.#hasOlder = isCutOff;
    this.#older = older;
    this.#list.remove(gone);
    this.#apply(answered);
    this.received();
  }

  #apply(jobs: readonly JobSnapshot[]): boolean {
    return this.#list.apply(jobs.filter(({ id }) => !this.#removed.has(id)));
  }

  async #readOlder({ api, adopt }: Poll): Promise<void> {
    const request = { token: this.token, timeoutMs: pollTimeoutMs };
    for (const id of this.#older.splice(0, olderAtATime)) {
      try {
        const { value, store } = await api.send<JobSnapshot>(`api/jobs/${id}`, request);
        adopt(store);
        if (value !== undefined) this.jobsChanged([value]);
      } catch (error) {
        if (!(error instanceof ProgressHubError) || error.code !== "job-not-found") throw error;
        this.jobsRemoved([id]);
      }
    }
  }
}

/** Of the jobs known before, those an answer should have named but did not (gone), and the unfinished ones that lie beyond its end (older). */
function missing(before: readonly JobSnapshot[], answered: readonly JobSnapshot[], isCutOff: boolean) {
  const named = new Set(answered.map((job) => job.id));
  const end = isCutOff ? answered.at(-1) : undefined;
  const unnamed = before.filter((job) => !named.has(job.id));
  const isBeyond = (job: JobSnapshot) => end !== undefined && job.createdAt <= end.createdAt;
  return {
    gone: unnamed.filter((job) => !isBeyond(job)).map((job) => job.id),
    older: unnamed.filter((job) => isBeyond(job) && job.finalizedAt === undefined).map((job) => job.id),
  };
}
