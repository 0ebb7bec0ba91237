import type { SubmitOptions } from "@progresshub/client";

/** What may be said of a job beside its kind and arguments, as it stands in the form. */
export const optionFields = [
  { name: "groups", label: "Groups", help: "Names with a space or a comma between them.", type: "text" },
  { name: "priority", label: "Priority", help: "-1,000 to 1,000; higher runs first. 0 by default.", type: "number" },
  { name: "dueAt", label: "Not before", help: "In your own time; at once by default.", type: "datetime-local" },
  { name: "maxAttempts", label: "Attempts", help: "1 to 100; the kind's own by default.", type: "number" },
  {
    name: "idempotencyKey",
    label: "Idempotency key",
    help: "The same key gives the same job; made anew for each by default.",
    type: "text",
  },
] as const;

export type OptionName = (typeof optionFields)[number]["name"];

export type OptionValues = Readonly<Partial<Record<OptionName, string>>>;

export function optionsOf(values: OptionValues): SubmitOptions {
  const groups = (values.groups ?? "").split(/[\s,]+/).filter(Boolean);
  const due = values.dueAt ? new Date(values.dueAt) : undefined;
  return {
    ...(groups.length > 0 && { groups }),
    ...numberMember("priority", values.priority),
    ...numberMember("maxAttempts", values.maxAttempts),
    ...(due !== undefined && !Number.isNaN(due.getTime()) && { dueAt: due.toISOString() }),
  };
}

function numberMember(name: "priority" | "maxAttempts", text = ""): SubmitOptions {
  return text.trim() === "" || !Number.isFinite(Number(text)) ? {} : { [name]: Number(text) };
}
