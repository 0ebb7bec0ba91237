import { useMemo } from "react";
import { jobPlace } from "../shell/paths";
import { navigate, useRoute } from "../shell/router";
import { filterOf } from "./levels";
import { hashOf, type LineRange, rangeIn } from "./lineRange";

interface Change {
  level?: string;
  text?: string;
  picked?: LineRange;
}

/** What the address says of the log of a job: level, search and lines. What is typed or picked replaces the entry, a chosen level pushes one. */
export function useLogAddress(id: string) {
  const { query, hash } = useRoute();
  const picked = useMemo(() => rangeIn(hash), [hash]);
  const go = (change: Change) => {
    const next = new URLSearchParams(query);
    for (const [name, value] of [
      ["level", change.level],
      ["q", change.text],
    ] as const) {
      if (value === "") next.delete(name);
      else if (value !== undefined) next.set(name, value);
    }
    const questions = next.toString();
    const range = change.picked ?? picked;
    const place = `${jobPlace(id)}${questions && `?${questions}`}${range === undefined ? "" : hashOf(range)}`;
    navigate(place, { replace: change.level === undefined });
  };
  return { filter: filterOf(query.get("level")), text: query.get("q") ?? "", picked, go };
}
