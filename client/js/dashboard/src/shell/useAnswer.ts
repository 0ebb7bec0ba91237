import type { ProgressHubError } from "@progresshub/client";
import { useCallback, useEffect, useState } from "react";
import { ask } from "./api";

export interface Answer<T> {
  /** The newest answer; it stays while it is asked again. */
  readonly value?: T | undefined;
  readonly error?: ProgressHubError | undefined;
  /** Asks again. */
  readonly again: () => void;
}

interface Told<T> {
  readonly path?: string | undefined;
  readonly value?: T | undefined;
  readonly error?: ProgressHubError | undefined;
}

/** What the server answers to a path such as `kinds`, asked again whenever `occasion` changes. Without a path nothing is asked. */
export function useAnswer<T>(path: string | undefined, occasion: unknown = undefined): Answer<T> {
  const [told, setTold] = useState<Told<T>>({});
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an occasion and a count are reasons to ask, not part of the question.
  useEffect(() => {
    if (path === undefined) return;
    const stop = new AbortController();
    ask<T>(path, { signal: stop.signal }).then(
      (value) => setTold({ path, value }),
      (error: ProgressHubError) => stop.signal.aborted || setTold((before) => ({ ...(before.path === path && before), path, error })),
    );
    return () => stop.abort();
  }, [path, occasion, times]);
  const again = useCallback(() => setTimes((before) => before + 1), []);
  return told.path === path ? { value: told.value, error: told.error, again } : { again };
}
