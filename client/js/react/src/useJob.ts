import type { JobSnapshot, JobView } from "@progresshub/client";
import { useEffect, useRef } from "react";
import { useView, type WatchHookOptions } from "./useView.js";

export interface UseJobOptions<R = unknown> extends WatchHookOptions {
  /** Called once for each time that the job becomes final, also when it is so at the first look. */
  onFinal?: (job: JobSnapshot<R>) => void;
}

const blank = { isFinal: false };

/** One job, live. Without an id it waits. */
export function useJob<R = unknown>(id: string | undefined, options: UseJobOptions<R> = {}): JobView<R> {
  const view = useView<JobView<R>>(id, options, (hub, job, token) => hub.watchJob<R>(job, { token }), blank);
  const { onFinal } = options;
  const told = useRef("");
  const { job } = view;
  useEffect(() => {
    if (job?.finalizedAt === undefined) return;
    const end = `${job.id} ${job.finalizedAt}`;
    if (told.current === end) return;
    told.current = end;
    onFinal?.(job);
  }, [job, onFinal]);
  return view;
}
