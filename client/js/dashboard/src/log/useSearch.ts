import type { ProgressHubError } from "@progresshub/client";
import type { LogLevel, LogLine, LogWatch } from "@progresshub/client/log";
import { useState } from "react";
import { useMatches } from "./useLog";

export interface Search {
  readonly text: string;
  readonly hits: number;
  /** There may be more. */
  readonly isPartial: boolean;
  /** The hit that is walked to, counted from 1; 0 before the first. */
  readonly place: number;
  readonly current: LogLine | undefined;
  readonly error: ProgressHubError | undefined;
  walk(step: 1 | -1): LogLine | undefined;
  tryAgain(): void;
}

/** A search over the whole log, by the server; what comes is searched as it comes. */
export function useSearch(watch: LogWatch, text: string, level: LogLevel | undefined): Search {
  const question = `${text}\n${level}`;
  const [walked, setWalked] = useState({ question, place: 0 });
  const matches = useMatches(watch, { level: text === "" ? undefined : level, text });
  const hits = text === "" ? [] : matches.lines;
  const place = walked.question === question ? walked.place : 0;
  return {
    text,
    hits: hits.length,
    isPartial: text !== "" && matches.isPartial,
    place,
    current: hits[place - 1],
    error: matches.error,
    tryAgain: () => matches.tryAgain(),
    walk(step) {
      if (hits.length === 0) return undefined;
      const next = place === 0 ? (step === 1 ? 1 : hits.length) : ((place - 1 + step + hits.length) % hits.length) + 1;
      setWalked({ question, place: next });
      return hits[next - 1];
    },
  };
}
