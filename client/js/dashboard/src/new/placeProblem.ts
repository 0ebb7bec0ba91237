import type { ProgressHubError } from "@progresshub/client";
import type { Field } from "./schema";

export interface PlacedProblem {
  /** By field: `args.path`, `groups`. */
  readonly byField: Readonly<Record<string, readonly string[]>>;
  /** Under the form. */
  readonly general: readonly string[];
  readonly cure: string | undefined;
}

/** Sorts what the server says: under the field it is about, or under the form. */
export function placeProblem(
  problem: Pick<ProgressHubError, "message" | "cure" | "errors"> | undefined,
  fields: readonly Field[],
  others: readonly string[],
): PlacedProblem {
  const known = [...pathsOf(fields).map((path) => (path === "" ? "args" : `args.${path}`)), ...others];
  const byField: Record<string, string[]> = {};
  const general: string[] = [];
  const members = Object.entries(problem?.errors ?? {});
  for (const [member, texts] of members) {
    const field = fieldOf(member, known);
    if (field === undefined) general.push(...texts.map((text) => (member === "" ? text : `${member}: ${text}`)));
    else byField[field] = [...(byField[field] ?? []), ...texts];
  }
  if (problem !== undefined && members.length === 0) general.push(problem.message);
  // A member's text brings its own cure; the general one ("mend the members") is for programs.
  return { byField, general, cure: members.length === 0 ? problem?.cure : undefined };
}

/** The innermost field that a member belongs to: `groups[1]` to `groups`. */
function fieldOf(member: string, known: readonly string[]): string | undefined {
  const low = member.toLowerCase();
  const fitting = known.filter(
    (name) => low === name.toLowerCase() || [".", "["].some((mark) => low.startsWith(name.toLowerCase() + mark)),
  );
  return fitting.sort((one, other) => other.length - one.length)[0];
}

function pathsOf(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => [field.path, ...pathsOf(field.members)]);
}
