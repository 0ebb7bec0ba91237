import type { JobSnapshot } from "@progresshub/client";
import { useRef } from "react";
import { isCanceling } from "../jobs/jobWords";

/** Since when this page has seen that the job shall stop, by the server's clock. */
export function useCancelingSince(job: JobSnapshot, now: number): number | undefined {
  const since = useRef<number>(undefined);
  if (!isCanceling(job)) since.current = undefined;
  else since.current ??= now;
  return since.current;
}
