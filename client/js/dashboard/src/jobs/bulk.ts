import type { JobSnapshot, JobState } from "@progresshub/client";
import { count } from "../format/numbers";
import { ask } from "../shell/api";
import { bulkFilter, type Filter } from "./filter";
import { isCanceling, isFinal } from "./jobWords";
import type { AllMatching } from "./selection";

export type BulkVerb = "cancel" | "retry";

/** What an action is for, as it was when it was asked for. */
export type BulkTarget = { ids: readonly string[] } | { filter: object };

interface BulkAnswer {
  matched: number;
  changed: number;
}

const idsAtOnce = 1_000;

export const changeable: Record<BulkVerb, readonly JobState[]> = {
  cancel: ["scheduled", "queued", "running"],
  retry: ["failed", "canceled"],
};

/** Whether the action means anything to the job. */
export function canChange(verb: BulkVerb, job: JobSnapshot): boolean {
  if (verb === "cancel") return !isFinal(job) && !isCanceling(job);
  return changeable.retry.includes(job.state) && isFinal(job) && job.external !== true && job.scheduler === undefined;
}

/** Counts, by the server, the jobs that match now and can be changed. */
export async function countMatching(filter: Filter, begunAt: number, cutOff: string): Promise<AllMatching> {
  const counted = async (verb: BulkVerb) => {
    const body = bulkFilter(filter, changeable[verb], cutOff, begunAt);
    return body === undefined ? 0 : (await ask<BulkAnswer>(`jobs/${verb}`, { method: "POST", body: { ...body, dryRun: true } })).matched;
  };
  const [cancelable, retryable] = await Promise.all([counted("cancel"), counted("retry")]);
  return { cutOff, cancelable, retryable };
}

export async function changeMany(verb: BulkVerb, target: BulkTarget): Promise<BulkAnswer> {
  if ("filter" in target) return ask<BulkAnswer>(`jobs/${verb}`, { method: "POST", body: target.filter });
  const sum = { matched: 0, changed: 0 };
  for (let at = 0; at < target.ids.length; at += idsAtOnce) {
    const answer = await ask<BulkAnswer>(`jobs/${verb}`, { method: "POST", body: { ids: target.ids.slice(at, at + idsAtOnce) } });
    sum.matched += answer.matched;
    sum.changed += answer.changed;
  }
  return sum;
}

/** What came of it, beside the buttons. */
export function resultWords(verb: BulkVerb, { matched, changed }: BulkAnswer, wanted: number): string {
  const done = verb === "cancel" ? `Canceled ${count(changed)}.` : `${count(changed)} will run again.`;
  const others = Math.max(wanted, matched) - changed;
  if (others === 0) return done;
  const why = verb === "cancel" ? "had ended already" : "could not run again";
  return `${done} ${count(others)} ${why}.`;
}

/** What the question asks. */
export function questionWords(verb: BulkVerb, wanted: number, examples: readonly string[], where: string): string {
  const [first] = examples;
  if (wanted === 1 && first !== undefined) return verb === "cancel" ? `Stop ${first}?` : `Run ${first} again?`;
  const what = `${count(wanted)} jobs${where}`;
  return verb === "cancel" ? `Cancel ${what}?` : `Run ${what} again?`;
}
