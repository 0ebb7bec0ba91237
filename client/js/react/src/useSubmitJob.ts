import type { JobSnapshot, ProgressHubError, RequestOptions, SubmitAnswer } from "@progresshub/client";
import { useCallback, useRef, useState } from "react";
import { useProgressHub } from "./ProgressHubProvider.js";

export interface SubmitJob<A, R> {
  /** Submits; what comes of it is in `job` or `error`. */
  submit(args: A, options?: RequestOptions): void;
  /** Submits, and throws the `ProgressHubError`. */
  submitAsync(args: A, options?: RequestOptions): Promise<SubmitAnswer<R>>;
  isPending: boolean;
  /** The job as it was accepted; `useJob(job?.id)` follows it. */
  job?: JobSnapshot<R> | undefined;
  error?: ProgressHubError | undefined;
  /** Forgets job and error. */
  reset(): void;
}

interface Outcome<R> {
  isPending: boolean;
  job?: JobSnapshot<R> | undefined;
  error?: ProgressHubError | undefined;
}

/** Submits jobs of one kind. Of several that are under way the last one is shown. */
export function useSubmitJob<A = unknown, R = unknown>(kind: string): SubmitJob<A, R> {
  const hub = useProgressHub();
  const [outcome, setOutcome] = useState<Outcome<R>>({ isPending: false });
  const newest = useRef(0);

  const submitAsync = useCallback(
    async (args: A, options?: RequestOptions) => {
      newest.current += 1;
      const turn = newest.current;
      const show = (next: Outcome<R>) => turn === newest.current && setOutcome(next);
      show({ isPending: true });
      try {
        const answer = await hub.submit<A, R>(kind, args, options);
        show({ isPending: false, job: answer.job });
        return answer;
      } catch (error) {
        show({ isPending: false, error: error as ProgressHubError });
        throw error;
      }
    },
    [hub, kind],
  );
  const submit = useCallback((args: A, options?: RequestOptions) => void submitAsync(args, options).catch(() => undefined), [submitAsync]);
  const reset = useCallback(() => {
    newest.current += 1;
    setOutcome({ isPending: false });
  }, []);
  return { submit, submitAsync, reset, ...outcome };
}
