import { useSyncExternalStore } from "react";

/** What a reader may choose, each with its values; the first is the default. */
export interface Settings {
  theme: "system" | "light" | "dark";
  keys: "on" | "off";
  /** How moments are told: how long ago, or by the clock. */
  times: "relative" | "local" | "utc";
  /** What a screen reader is told of a job. */
  speech: "quarters" | "states" | "off";
  logTime: "offset" | "local" | "utc" | "off";
  logWrap: "on" | "off";
}

const choices: { [Name in keyof Settings]: readonly [Settings[Name], ...Settings[Name][]] } = {
  theme: ["system", "light", "dark"],
  keys: ["on", "off"],
  times: ["relative", "local", "utc"],
  speech: ["quarters", "states", "off"],
  logTime: ["offset", "local", "utc", "off"],
  logWrap: ["on", "off"],
};

const listeners = new Set<() => void>();

/** What is chosen on this device. */
export function setting<Name extends keyof Settings>(name: Name): Settings[Name] {
  const stored = read(`progresshub-${name}`);
  return choices[name].find((value) => value === stored) ?? choices[name][0];
}

export function choose<Name extends keyof Settings>(name: Name, value: Settings[Name]): void {
  try {
    localStorage.setItem(`progresshub-${name}`, value);
  } catch {
    // Without storage it holds for this page alone.
  }
  chosen.set(`progresshub-${name}`, value);
  if (name === "theme") document.documentElement.dataset.theme = value;
  for (const listener of [...listeners]) listener();
}

export function useSetting<Name extends keyof Settings>(name: Name): Settings[Name] {
  return useSyncExternalStore(follow, () => setting(name));
}

const chosen = new Map<string, string>();

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? chosen.get(key);
  } catch {
    return chosen.get(key);
  }
}

function follow(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
