import { ProgressHubError } from "../http/error.js";
import type { GroupAnswer, GroupSummary, GroupWatchItem } from "../wire/wire.js";
import { Entry, type EntryParts, type Poll } from "./entry.js";
import { pollTimeoutMs } from "./jobEntry.js";
import type { SummaryView, View } from "./views.js";

const finalStates = ["succeeded", "failed", "canceled"];

/** The roll-up of a group: the newest that came, since it has no version. */
export class SummaryEntry extends Entry<GroupSummary, SummaryView> {
  readonly key: string;
  readonly list = "groups";
  readonly name: string;
  #summary: GroupSummary | undefined;
  /** The newest push since the hub was asked: it may have overtaken the answer. */
  #pushed: GroupSummary | undefined;

  constructor(name: string, parts: EntryParts) {
    super(parts);
    this.name = name;
    this.key = `summary ${name}`;
  }

  get value(): GroupSummary | undefined {
    return this.#summary;
  }

  get isFinal(): boolean {
    const { total = 0, byState } = this.#summary ?? {};
    return total > 0 && finalStates.reduce((sum, state) => sum + (byState?.[state] ?? 0), 0) === total;
  }

  protected makeView(base: View): SummaryView {
    return { ...base, summary: this.#summary, isFinal: this.isFinal };
  }

  item(): GroupWatchItem {
    this.#pushed = undefined;
    return { name: this.name, mode: "summary" };
  }

  override answered({ summary }: GroupAnswer): void {
    // Both are by the clock of one server, and of one width; no other two can be compared.
    if (!(this.#pushed && summary.asOf <= this.#pushed.asOf)) this.#take(summary);
  }

  override summaryChanged(summary: GroupSummary): void {
    if (summary.name !== this.name) return;
    this.#pushed = summary;
    this.#take(summary);
  }

  async poll({ api, adopt }: Poll): Promise<void> {
    try {
      const path = `api/groups/${encodeURIComponent(this.name)}`;
      const { value, store } = await api.send<GroupSummary>(path, { token: this.token, timeoutMs: pollTimeoutMs });
      adopt(store);
      if (value !== undefined) this.#take(value);
    } catch (error) {
      // Over HTTP a group without jobs is not there; the hub lets it be watched.
      if (!(error instanceof ProgressHubError) || error.code !== "group-not-found") throw error;
    }
  }

  forget(): void {
    this.#summary = this.#pushed = undefined;
    this.touch();
  }

  #take(summary: GroupSummary): void {
    this.#summary = summary;
    this.received();
  }
}
