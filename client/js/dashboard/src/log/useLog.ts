import { type LogTail, type LogWatch, watchLog } from "@progresshub/client/log";
import { useProgressHub } from "@progresshub/react";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { Matches, type Wanted } from "./matches";
import { Ranges } from "./ranges";

export interface Log {
  readonly watch: LogWatch;
  readonly tail: LogTail;
  readonly ranges: Ranges;
}

/** The log of a job, live. */
export function useLog(id: string): Log {
  const hub = useProgressHub();
  const { watch, ranges } = useMemo(() => {
    const made = watchLog(hub, id);
    return { watch: made, ranges: new Ranges(made) };
  }, [hub, id]);
  const tail = useSyncExternalStore(watch.subscribe, watch.getSnapshot);
  useSyncExternalStore(ranges.subscribe, ranges.getVersion);
  return { watch, tail, ranges };
}

/** The lines that match, live; nothing is looked for without a level or a text. */
export function useMatches(watch: LogWatch, { level, text }: Wanted, most?: number): Matches {
  const matches = useMemo(() => new Matches(watch, { level, text }, most), [watch, level, text, most]);
  const isWanted = level !== undefined || (text ?? "") !== "";
  useEffect(() => (isWanted ? matches.follow() : undefined), [matches, isWanted]);
  useSyncExternalStore(matches.subscribe, matches.getVersion);
  return matches;
}
