import type { ProgressHubClient } from "@progresshub/client";
import { useProgressHub } from "@progresshub/react";
import { useEffect, useRef } from "react";
import type { JobsModel } from "./jobsModel";

/** The rows must have rested so long: what flies by is not watched. */
const restMs = 200;

/** A connection watches 100 things; a screen never shows so many rows. */
const mostRows = 60;

/** Watches the jobs whose rows are seen, and no others. */
export function useLiveRows(model: JobsModel, ids: readonly string[]): void {
  const hub = useProgressHub();
  const watched = useRef(new Map<string, () => void>());
  const key = ids.join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the ids.
  useEffect(() => {
    const timer = setTimeout(() => {
      const wanted = new Set(ids.slice(0, mostRows));
      // First what is new, so that what stays is not let go and taken again.
      for (const id of wanted) if (!watched.current.has(id)) watched.current.set(id, watchRow(hub, model, id));
      for (const [id, stop] of watched.current) {
        if (wanted.has(id)) continue;
        stop();
        watched.current.delete(id);
      }
    }, restMs);
    return () => clearTimeout(timer);
  }, [hub, model, key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other rows.
  useEffect(() => {
    const all = watched.current;
    return () => {
      for (const stop of all.values()) stop();
      all.clear();
    };
  }, [hub, model]);
}

function watchRow(hub: ProgressHubClient, model: JobsModel, id: string): () => void {
  const watch = hub.watchJob(id);
  const take = () => {
    const { job, error } = watch.getSnapshot();
    if (job !== undefined) model.update(job);
    if (error?.code === "job-not-found") model.remove(id);
  };
  const stop = watch.subscribe(take);
  take();
  return stop;
}
