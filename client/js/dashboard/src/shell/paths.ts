export type PageName = "overview" | "jobs" | "job" | "groups" | "group" | "new" | "recurring" | "nodes" | "absent";

/** The parts of an address that name something. */
export interface Params {
  /** Of a job. */
  readonly id?: string;
  /** Of a group. */
  readonly name?: string;
}

/** Which page a path below the base is; the server knows the same first words (ProgressHub.Dashboard). */
export function matchPath(path: string): { page: PageName; params: Params } {
  const [first = "", second, ...rest] = path.split("/").filter(Boolean).map(decode);
  if (rest.length > 0) return { page: "absent", params: {} };
  if (second === undefined) {
    if (first === "" || first === "index.html") return { page: "overview", params: {} };
    if (first === "jobs" || first === "groups" || first === "new" || first === "recurring" || first === "nodes") {
      return { page: first, params: {} };
    }
  }
  if (first === "jobs" && second !== undefined) return { page: "job", params: { id: second } };
  if (first === "groups" && second !== undefined) return { page: "group", params: { name: second } };
  return { page: "absent", params: {} };
}

/** The place of a job. */
export function jobPlace(id: string): string {
  return `jobs/${encodeURIComponent(id)}`;
}

/** The place of a group. */
export function groupPlace(name: string): string {
  return `groups/${encodeURIComponent(name).replaceAll("%3A", ":")}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
