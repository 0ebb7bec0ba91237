import type { JobSnapshot } from "@progresshub/client";
import { useEffect, useReducer } from "react";
import type { JobsModel } from "./jobsModel";

/** The newest snapshots of the jobs that are selected. */
export function useSelectedJobs(model: JobsModel, ids: ReadonlySet<string>): JobSnapshot[] {
  const [, render] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    const stops = [...ids].map((id) => {
      let state = stateOf(model, id);
      return model.followRow(id, () => {
        const now = stateOf(model, id);
        if (now === state) return;
        state = now;
        render();
      });
    });
    return () => {
      for (const stop of stops) stop();
    };
  }, [model, ids]);
  return [...ids].flatMap((id) => model.job(id) ?? []);
}

/** All that decides what can be done with a job. */
function stateOf(model: JobsModel, id: string): string {
  const job = model.job(id);
  return `${job?.state} ${job?.cancelRequested} ${job?.finalizedAt}`;
}
