/** The part of JSON Schema that becomes fields; the rest becomes a field for JSON. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly title?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
}

export type FieldForm = "text" | "number" | "integer" | "flag" | "choice" | "list" | "object" | "json";

export interface Field {
  /** As the server names it in a problem, without `args.` before it. */
  readonly path: string;
  readonly name: string;
  readonly form: FieldForm;
  readonly isRequired: boolean;
  readonly schema: Schema;
  /** Of a list, what each line becomes. */
  readonly item: "text" | "number" | "integer";
  /** Of an object. */
  readonly members: readonly Field[];
}

const deepest = 3;

/** The fields of a kind's arguments: the required ones first, else in the schema's own order. A schema that has no members gives one field for JSON. */
export function fieldsOf(schema: Schema | undefined): Field[] {
  if (schema?.properties === undefined) return [field("", "arguments", schema ?? {}, true, deepest)];
  return membersOf(schema, "", 0);
}

function membersOf({ properties = {}, required = [] }: Schema, parent: string, depth: number): Field[] {
  const all = Object.entries(properties).map(([name, member]) =>
    field(parent === "" ? name : `${parent}.${name}`, name, member, required.includes(name), depth),
  );
  return [...all.filter(({ isRequired }) => isRequired), ...all.filter(({ isRequired }) => !isRequired)];
}

function field(path: string, name: string, schema: Schema, isRequired: boolean, depth: number): Field {
  const form = formOf(schema, depth);
  const item = schema.items === undefined ? "text" : formOf(schema.items, depth);
  return {
    path,
    name,
    form,
    isRequired,
    schema,
    item: item === "number" || item === "integer" ? item : "text",
    members: form === "object" ? membersOf(schema, path, depth + 1) : [],
  };
}

function formOf(schema: Schema, depth: number): FieldForm {
  const types = (typeof schema.type === "string" ? [schema.type] : (schema.type ?? [])).filter((type) => type !== "null");
  if (schema.enum !== undefined) return schema.enum.every((one) => one === null || typeof one !== "object") ? "choice" : "json";
  // A number that may also be written as text is a number.
  const [type] = types.includes("integer") ? ["integer"] : types.includes("number") ? ["number"] : types;
  switch (type) {
    case "string":
      return "text";
    case "number":
    case "integer":
      return type;
    case "boolean":
      return "flag";
    case "array":
      return isSimple(schema.items) ? "list" : "json";
    case "object":
      return schema.properties !== undefined && depth < deepest ? "object" : "json";
    default:
      return "json";
  }
}

function isSimple(items: Schema | undefined): boolean {
  return items !== undefined && ["text", "number", "integer"].includes(formOf(items, deepest));
}
