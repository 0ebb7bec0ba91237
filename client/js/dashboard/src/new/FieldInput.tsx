import type { Field } from "./schema";

interface FieldInputProps {
  field: Field;
  id: string;
  describedBy: string;
  isInvalid: boolean;
  text: string;
  onChange: (text: string) => void;
}

/** The control for a form of field. What is typed is kept as text: the server judges it. */
export function FieldInput({ field, id, describedBy, isInvalid, text, onChange }: FieldInputProps) {
  const { form, isRequired, schema } = field;
  const shared = { id, "aria-describedby": describedBy, "aria-invalid": isInvalid, "aria-required": isRequired };
  const { "aria-required": _, ...withoutRequired } = shared;
  switch (form) {
    case "flag":
      return (
        <input
          {...withoutRequired}
          type="checkbox"
          checked={text === "true"}
          onChange={(event) => onChange(String(event.target.checked))}
        />
      );
    case "choice":
      return (
        <select {...shared} value={text} onChange={(event) => onChange(event.target.value)}>
          <option value="" />
          {(schema.enum ?? [])
            .filter((one) => one !== null)
            .map((one) => (
              <option key={String(one)}>{String(one)}</option>
            ))}
        </select>
      );
    case "list":
    case "json":
      return (
        <textarea
          {...shared}
          className={form === "json" ? "mono" : undefined}
          dir="auto"
          rows={form === "json" ? 6 : 3}
          value={text}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return (
        <input
          {...shared}
          dir="auto"
          value={text}
          inputMode={form === "integer" ? "numeric" : form === "number" ? "decimal" : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}
