import type { JobState } from "@progresshub/client";

export const allStates: readonly JobState[] = ["scheduled", "queued", "running", "succeeded", "failed", "canceled"];

/** The orders that the server has at hand however many jobs there are. */
export type Sort = "newest" | "oldest";

/** Which jobs a list shows, and in which order. */
export interface Filter {
  /** Jobs by name; where there are any, nothing else filters. */
  readonly ids: readonly string[];
  readonly states: readonly JobState[];
  readonly kinds: readonly string[];
  readonly group: string | undefined;
  readonly parent: string | undefined;
  readonly text: string;
  /** `1h`, `24h`, `7d`, or two times with two dots between them. */
  readonly created: string | undefined;
  readonly sort: Sort;
}

/** One list of the server takes so many. */
export const mostIds = 100;

/** The spans that can be chosen. */
export const createdSpans = { "1h": "last hour", "24h": "last 24 h", "7d": "last 7 days" } as const;

const spanMs: Record<string, number> = { "1h": 3_600_000, "24h": 86_400_000, "7d": 7 * 86_400_000 };

const names = ["id", "state", "kind", "group", "parent", "q", "created", "sort"];

/** What the address may say of the order; `created` is another name for the newest first. */
const sorts: Record<string, Sort> = { newest: "newest", created: "newest", oldest: "oldest" };

/** What an address asks for; `fixed` is what the page itself says. */
export function readFilter(query: URLSearchParams, fixed: Partial<Filter> = {}): { filter: Filter; unknown: string[] } {
  const list = (name: string) => query.getAll(name).flatMap((value) => value.split(",").filter(Boolean));
  const states = list("state");
  const created = query.get("created") ?? undefined;
  const sort = query.get("sort") ?? "newest";
  const isCreatedKnown = created === undefined || createdRange(created, 0) !== undefined;
  const unknown = [
    ...new Set([...query.keys()].filter((name) => !names.includes(name))),
    ...states.filter((state) => !isState(state)).map((state) => `state=${state}`),
    ...(isCreatedKnown ? [] : [`created=${created}`]),
    ...(sorts[sort] === undefined ? [`sort=${sort}`] : []),
  ];
  const filter = {
    ids: list("id").slice(0, mostIds),
    states: states.filter(isState),
    kinds: list("kind"),
    group: query.get("group") ?? undefined,
    parent: query.get("parent") ?? undefined,
    text: query.get("q") ?? "",
    created: isCreatedKnown ? created : undefined,
    sort: sorts[sort] ?? "newest",
    ...fixed,
  };
  return { filter, unknown };
}

/** The query of an address that asks for it, without what the page itself says. */
export function writeFilter(filter: Filter, fixed: Partial<Filter> = {}): string {
  const parts =
    filter.ids.length > 0
      ? { id: filter.ids.join(",") }
      : {
          state: filter.states.join(","),
          kind: filter.kinds.join(","),
          group: fixed.group === undefined ? filter.group : undefined,
          parent: fixed.parent === undefined ? filter.parent : undefined,
          q: filter.text,
          created: filter.created,
          sort: filter.sort === "newest" ? undefined : filter.sort,
        };
  const query = new URLSearchParams(Object.entries(parts).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return query.size === 0 ? "" : `?${query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":")}`;
}

/** Whether it leaves any job out. */
export function isFiltered(filter: Filter, fixed: Partial<Filter> = {}): boolean {
  return writeFilter({ ...filter, sort: "newest" }, fixed) !== "";
}

/** The moments that a list is cut to, as of `now` by the server's clock. */
export function createdRange(created: string | undefined, now: number): { after?: string; before?: string } | undefined {
  if (created === undefined) return {};
  const span = spanMs[created];
  if (span !== undefined) return { after: new Date(now - span).toISOString() };
  const [after, before] = created.split("..").map((text) => Date.parse(text));
  if (after === undefined || before === undefined || Number.isNaN(after) || Number.isNaN(before)) return undefined;
  return { after: new Date(after).toISOString(), before: new Date(before).toISOString() };
}

/** The same for the server's list. */
export function listQuery(filter: Filter, now: number, more: Record<string, string | undefined> = {}): string {
  if (filter.ids.length > 0) return `jobs?id=${filter.ids.join(",")}`;
  const { after, before } = createdRange(filter.created, now) ?? {};
  const parts = {
    sort: filter.sort === "newest" ? undefined : filter.sort,
    state: filter.states.join(","),
    kind: filter.kinds.join(","),
    group: filter.group,
    parent: filter.parent,
    q: filter.text,
    createdAfter: after,
    createdBefore: before,
    ...more,
  };
  return `jobs?${new URLSearchParams(Object.entries(parts).flatMap(([name, value]) => (value ? [[name, value]] : [])))}`;
}

/** A filter as the server's changes of many take it. */
export interface BulkFilter {
  readonly group: string;
  readonly state: readonly JobState[];
  readonly kind?: readonly string[];
  readonly q?: string;
  readonly parent?: string;
  readonly createdAfter?: string;
  readonly createdBefore: string;
}

/** The same for a change of many, cut off at a moment so that what comes later is not touched; undefined where no job in such a state can be changed so. */
export function bulkFilter(filter: Filter, changeable: readonly JobState[], cutOff: string, now: number): BulkFilter | undefined {
  const state = filter.states.length === 0 ? changeable : filter.states.filter((one) => changeable.includes(one));
  if (state.length === 0) return undefined;
  const { after, before } = createdRange(filter.created, now) ?? {};
  return {
    group: filter.group ?? "all",
    state,
    ...(filter.kinds.length > 0 && { kind: filter.kinds }),
    ...(filter.text !== "" && { q: filter.text }),
    ...(filter.parent !== undefined && { parent: filter.parent }),
    ...(after !== undefined && { createdAfter: after }),
    createdBefore: before !== undefined && before < cutOff ? before : cutOff,
  };
}

function isState(text: string): text is JobState {
  return (allStates as readonly string[]).includes(text);
}
