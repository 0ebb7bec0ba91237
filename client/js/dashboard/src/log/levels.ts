import type { LogLevel } from "@progresshub/client/log";

/** From the least to the gravest. */
export const levels: readonly LogLevel[] = ["Trace", "Debug", "Information", "Warning", "Error", "Critical"];

/** Four letters, so that texts stand below each other. */
export const levelMarks: Record<LogLevel, string> = {
  Trace: "TRCE",
  Debug: "DBUG",
  Information: "INFO",
  Warning: "WARN",
  Error: "ERR ",
  Critical: "CRIT",
};

/** What the reader can ask for, as the address names it. */
export const filters = [
  { name: "", label: "All levels", level: undefined },
  { name: "warn", label: "Warnings", level: "Warning" },
  { name: "error", label: "Errors", level: "Error" },
] as const;

export type Filter = (typeof filters)[number];

export function filterOf(name: string | null): Filter {
  return filters.find((filter) => filter.name === name) ?? filters[0];
}

export function isGrave(level: LogLevel): boolean {
  return level === "Error" || level === "Critical";
}
