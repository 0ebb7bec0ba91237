import { useGroupSummary } from "@progresshub/react";
import { useEffect, useState } from "react";
import { ask } from "../shell/api";
import { allStates, type Filter } from "./filter";

interface KindCounts {
  kinds: { kind: string; byState: Record<string, number> }[];
}

const renewMs = 2_000;

/** How many jobs match, where the server counts them: by state, group and kind. Undefined for a text, a time or a parent. */
export function useTotal(filter: Filter, isWanted: boolean): number | undefined {
  const { summary } = useGroupSummary(filter.group ?? "all");
  const isCounted = filter.ids.length === 0 && filter.text === "" && filter.created === undefined && filter.parent === undefined;
  const ofKinds = useKindTotal(filter, isWanted && isCounted && filter.kinds.length > 0, summary?.asOf);
  if (!isCounted) return undefined;
  if (filter.kinds.length > 0) return ofKinds;
  return summary && sum(summary.byState, filter);
}

function useKindTotal(filter: Filter, isWanted: boolean, changedAt: string | undefined): number | undefined {
  const [total, setTotal] = useState<number>();
  const key = JSON.stringify([filter.group, filter.kinds, filter.states]);
  const period = changedAt === undefined ? 0 : Math.floor(Date.parse(changedAt) / renewMs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the filter, and the period for the changes within it.
  useEffect(() => {
    if (!isWanted) return;
    const leaving = new AbortController();
    const group = filter.group === undefined ? "" : `?${new URLSearchParams({ group: filter.group })}`;
    ask<KindCounts>(`stats${group}`, { signal: leaving.signal }).then(
      ({ kinds }) =>
        setTotal(kinds.filter(({ kind }) => filter.kinds.includes(kind)).reduce((all, { byState }) => all + sum(byState, filter), 0)),
      () => undefined,
    );
    return () => leaving.abort();
  }, [key, isWanted, period]);
  return total;
}

function sum(byState: Record<string, number>, { states }: Filter): number {
  return (states.length === 0 ? allStates : states).reduce((all, state) => all + (byState[state] ?? 0), 0);
}
