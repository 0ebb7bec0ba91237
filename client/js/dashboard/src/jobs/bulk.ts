import type { JobSnapshot, JobState } from "@progresshub/client";
import { count } from "../format/numbers";
import { ask } from "../shell/api";
import { type BulkFilter, bulkFilter, type Filter, listQuery, mostIds } from "./filter";
import type { JobPage } from "./jobsModel";
import { isCanceling, isFinal } from "./jobWords";
import type { AllMatching } from "./selection";

export type BulkVerb = "cancel" | "retry";

/** What an action is for, as it was when it was asked for. */
export type BulkTarget = { ids: readonly string[] } | { filter: BulkFilter };

export interface BulkAnswer {
  matched: number;
  changed: number;
  /** Some of the jobs that were left as they are; absent where there are none. */
  unchanged?: readonly string[];
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

/** Up to so many are named one by one, so that it can be told afterwards which of them had ended. */
const mostNamed = 1_000;

/** Finds, by the server, the jobs that match now and can be changed. */
export async function findMatching(filter: Filter, begunAt: number, cutOff: string): Promise<AllMatching> {
  const found = async (verb: BulkVerb) => {
    const body = bulkFilter(filter, changeable[verb], cutOff, begunAt);
    if (body === undefined) return { number: 0, target: { ids: [] } };
    const { matched } = await ask<BulkAnswer>(`jobs/${verb}`, { method: "POST", body: { ...body, dryRun: true } });
    return { number: matched, target: matched > mostNamed ? { filter: body } : { ids: await idsOf(filter, begunAt, body) } };
  };
  const [cancel, retry] = await Promise.all([found("cancel"), found("retry")]);
  return { cutOff, cancel, retry };
}

async function idsOf(filter: Filter, begunAt: number, { state, createdBefore }: BulkFilter): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page: JobPage = await ask<JobPage>(listQuery({ ...filter, states: state }, begunAt, { createdBefore, limit: "500", cursor }));
    ids.push(...page.jobs.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return ids;
}

export async function changeMany(verb: BulkVerb, target: BulkTarget): Promise<BulkAnswer> {
  if ("filter" in target) return ask<BulkAnswer>(`jobs/${verb}`, { method: "POST", body: target.filter });
  const sum = { matched: 0, changed: 0, unchanged: [] as string[] };
  for (let at = 0; at < target.ids.length; at += idsAtOnce) {
    const answer = await ask<BulkAnswer>(`jobs/${verb}`, { method: "POST", body: { ids: target.ids.slice(at, at + idsAtOnce) } });
    sum.matched += answer.matched;
    sum.changed += answer.changed;
    sum.unchanged.push(...(answer.unchanged ?? []));
  }
  return sum;
}

/** The jobs that were left as they are, as many as one list shows. */
export function othersOf({ unchanged = [] }: BulkAnswer): readonly string[] {
  return unchanged.slice(0, mostIds);
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
