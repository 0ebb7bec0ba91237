export type JsonKind = "text" | "number" | "word" | "list" | "object";

export function kindOf(value: unknown): JsonKind {
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  if (Array.isArray(value)) return "list";
  return typeof value === "object" && value !== null ? "object" : "word";
}

/** The members of a list or an object, each with its name. */
export function membersOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.map((one, at) => [String(at), one]);
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** The path of a member as a program would write it: `.rows[3].name`, `["a b"]`. */
export function pathOf(parent: string, name: string, isInList: boolean): string {
  if (isInList) return `${parent}[${name}]`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${parent}.${name}` : `${parent}[${JSON.stringify(name)}]`;
}

/** A value that is folded, in a few words. */
export function folded(value: unknown): string {
  const { length } = membersOf(value);
  const [one, many] = Array.isArray(value) ? ["item", "items"] : ["member", "members"];
  return `${length} ${length === 1 ? one : many}`;
}
