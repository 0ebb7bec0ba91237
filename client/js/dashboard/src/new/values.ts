import type { Field } from "./schema";

/** What stands in the fields, by path. */
export type Values = Readonly<Record<string, string>>;

/** What a field stands for; `refusal` is why it cannot be sent. */
export interface Read {
  readonly value?: unknown;
  readonly refusal?: string;
}

/** The arguments that the fields make; what is left empty is left out. Refusals are by path. */
export function argsOf(fields: readonly Field[], values: Values): { args: unknown; refusals: Record<string, string> } {
  const refusals: Record<string, string> = {};
  const [first] = fields;
  if (first?.path === "") {
    const { value, refusal } = read(first, values[""] ?? "");
    return { args: value ?? {}, refusals: refusal === undefined ? {} : { "": refusal } };
  }
  return { args: objectOf(fields, values, refusals), refusals };
}

function objectOf(fields: readonly Field[], values: Values, refusals: Record<string, string>): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const field of fields) {
    if (field.form === "object") {
      const members = objectOf(field.members, values, refusals);
      if (field.isRequired || Object.keys(members).length > 0) made[field.name] = members;
      continue;
    }
    const { value, refusal } = read(field, values[field.path] ?? "");
    if (refusal !== undefined) refusals[field.path] = refusal;
    if (value !== undefined) made[field.name] = value;
  }
  return made;
}

function read(field: Field, text: string): Read {
  const { form, isRequired, schema } = field;
  if (form === "flag") return text === "" && !isRequired ? {} : { value: text === "true" };
  // An empty text is one where it is needed: the server says whether it will do.
  if (text === "") return isRequired && form === "text" ? { value: "" } : {};
  if (form === "choice") return { value: (schema.enum ?? []).find((one) => String(one) === text) };
  if (form === "list") return { value: linesOf(text).map((line) => (field.item === "text" ? line : numberOf(line))) };
  if (form === "number" || form === "integer") return { value: numberOf(text) };
  if (form === "json") return jsonOf(text);
  return { value: text };
}

/** What is no number is sent as it is: the server knows best what is wrong with it. */
function numberOf(text: string): number | string {
  const number = Number(text.trim());
  return text.trim() === "" || !Number.isFinite(number) ? text : number;
}

function jsonOf(text: string): Read {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { refusal: `This is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

/** What stands in the fields for arguments that are there already. */
export function valuesOf(fields: readonly Field[], args: unknown): Values {
  if (fields[0]?.path === "") return args === undefined ? {} : { "": JSON.stringify(args, undefined, 2) };
  return Object.assign({}, ...fields.map((field) => valuesIn(field, memberOf(args, field.name))));
}

function valuesIn(field: Field, value: unknown): Values {
  if (value === undefined || value === null) return {};
  if (field.form === "object") return valuesOf(field.members, value);
  if (field.form === "list" && Array.isArray(value)) return { [field.path]: value.join("\n") };
  if (field.form === "json") return { [field.path]: JSON.stringify(value, undefined, 2) };
  return { [field.path]: typeof value === "object" ? JSON.stringify(value) : String(value) };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
