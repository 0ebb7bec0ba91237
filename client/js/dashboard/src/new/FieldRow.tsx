import { useId } from "react";
import { FieldInput } from "./FieldInput";
import { Problems } from "./Problems";
import type { Field } from "./schema";
import type { Values } from "./values";

interface FieldRowProps {
  field: Field;
  values: Values;
  errorsOf: (path: string) => readonly string[];
  onChange: (path: string, text: string) => void;
}

/** One field of the arguments with its name, what it is for, and what is wrong with it. */
export function FieldRow({ field, values, errorsOf, onChange }: FieldRowProps) {
  const ids = { input: useId(), help: useId(), errors: useId() };
  const { path, name, form, isRequired, schema } = field;
  const errors = errorsOf(path);
  if (form === "object") {
    return (
      <fieldset className="field-group" aria-describedby={ids.errors}>
        <legend dir="auto">{name}</legend>
        {schema.description && (
          <p className="muted field-help" dir="auto">
            {schema.description}
          </p>
        )}
        {field.members.map((member) => (
          <FieldRow key={member.path} field={member} values={values} errorsOf={errorsOf} onChange={onChange} />
        ))}
        <Problems id={ids.errors} errors={errors} />
      </fieldset>
    );
  }
  return (
    <div className="field" data-form={form}>
      <label htmlFor={ids.input}>
        <bdi>{name}</bdi>
        {!isRequired && <span className="muted"> optional</span>}
      </label>
      <FieldInput
        field={field}
        id={ids.input}
        describedBy={`${ids.help} ${ids.errors}`}
        isInvalid={errors.length > 0}
        text={values[path] ?? ""}
        onChange={(text) => onChange(path, text)}
      />
      <p className="muted field-help" id={ids.help} dir="auto">
        {[schema.description, hintOf(field)].filter(Boolean).join(" ")}
      </p>
      <Problems id={ids.errors} errors={errors} />
    </div>
  );
}

function hintOf({ form, schema: { minimum, maximum, default: standard } }: Field): string {
  const range =
    minimum !== undefined && maximum !== undefined
      ? `${minimum} to ${maximum}.`
      : minimum !== undefined
        ? `${minimum} or more.`
        : maximum !== undefined
          ? `Up to ${maximum}.`
          : "";
  const byDefault = standard === undefined || standard === null ? "" : `${JSON.stringify(standard)} by default.`;
  return [form === "list" && "One in each line.", form === "json" && "As JSON.", range, byDefault].filter(Boolean).join(" ");
}
