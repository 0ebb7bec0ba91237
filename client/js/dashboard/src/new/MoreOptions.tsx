import { useId } from "react";
import { type OptionValues, optionFields } from "./options";
import { Problems } from "./Problems";

interface MoreOptionsProps {
  values: OptionValues;
  onChange: (values: OptionValues) => void;
  byField: Readonly<Record<string, readonly string[]>>;
}

/** Closed until somebody wants it, or something in it is wrong. */
export function MoreOptions({ values, onChange, byField }: MoreOptionsProps) {
  const id = useId();
  const isWrong = optionFields.some(({ name }) => byField[name] !== undefined);
  const isFilled = Object.keys(values).length > 0;
  return (
    <details className="more-options" open={isWrong || isFilled || undefined}>
      <summary>More options</summary>
      {optionFields.map(({ name, label, help, type }) => (
        <div className="field" key={name}>
          <label htmlFor={`${id}${name}`}>
            {label} <span className="muted">optional</span>
          </label>
          <input
            id={`${id}${name}`}
            type={type}
            value={values[name] ?? ""}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={byField[name] !== undefined}
            aria-describedby={`${id}${name}-help ${id}${name}-errors`}
            onChange={(event) => onChange({ ...values, [name]: event.target.value })}
          />
          <p className="muted field-help" id={`${id}${name}-help`}>
            {help}
          </p>
          <Problems id={`${id}${name}-errors`} errors={byField[name] ?? []} />
        </div>
      ))}
    </details>
  );
}
