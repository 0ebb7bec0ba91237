import type { ReactNode } from "react";
import { choose, type Settings, useSetting } from "./settings";

interface SettingChoiceProps<Name extends keyof Settings> {
  name: Name;
  legend: ReactNode;
  options: readonly { value: Settings[Name]; label: string }[];
}

/** One of the settings, all its values at a glance. */
export function SettingChoice<Name extends keyof Settings>({ name, legend, options }: SettingChoiceProps<Name>) {
  const chosen = useSetting(name);
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input type="radio" name={name} checked={chosen === value} onChange={() => choose(name, value)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

export const timesOptions = [
  { value: "relative", label: "Relative" },
  { value: "local", label: "Local" },
  { value: "utc", label: "UTC" },
] as const;

export const speechOptions = [
  { value: "quarters", label: "States and quarters" },
  { value: "states", label: "States only" },
  { value: "off", label: "Off" },
] as const;
