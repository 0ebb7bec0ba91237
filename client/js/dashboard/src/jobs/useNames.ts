import { useEffect, useState } from "react";
import { ask } from "../shell/api";

/** The kinds that the server knows; empty until it has said so. */
export function useKindNames(): readonly string[] {
  return useNames(true, async (signal) => (await ask<{ kinds: { name: string }[] }>("kinds", { signal })).kinds.map(({ name }) => name));
}

/** The groups that have jobs; empty until the server has said so. */
export function useGroupNames(isWanted = true): readonly string[] {
  return useNames(isWanted, (signal) => ask<string[]>("groups", { signal }));
}

function useNames(isWanted: boolean, read: (signal: AbortSignal) => Promise<string[]>): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read is always the same.
  useEffect(() => {
    if (!isWanted) return;
    const leaving = new AbortController();
    read(leaving.signal).then(setNames, () => undefined);
    return () => leaving.abort();
  }, [isWanted]);
  return names;
}
