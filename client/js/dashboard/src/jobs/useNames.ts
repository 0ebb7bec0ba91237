import { useEffect, useState } from "react";
import { ask } from "../shell/api";

/** The kinds that the server knows; empty until it has said so. Another `turn` asks again. */
export function useKindNames(turn = 0): readonly string[] {
  return useNames(turn, async (signal) => (await ask<{ kinds: { name: string }[] }>("kinds", { signal })).kinds.map(({ name }) => name));
}

/** The groups that have jobs; empty until the server has said so. Another `turn` asks again. */
export function useGroupNames(turn: string | number = 0): readonly string[] {
  return useNames(turn, (signal) => ask<string[]>("groups", { signal }));
}

function useNames(turn: string | number, read: (signal: AbortSignal) => Promise<string[]>): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read is always the same.
  useEffect(() => {
    const leaving = new AbortController();
    read(leaving.signal).then(setNames, () => undefined);
    return () => leaving.abort();
  }, [turn]);
  return names;
}
