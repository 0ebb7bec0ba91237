import type { JobSnapshot } from "@progresshub/client";
import type { BulkTarget, BulkVerb } from "./bulk";

/** What is asked before many jobs are changed, as it stood when it was asked: nothing that comes meanwhile changes it. */
export interface Question {
  readonly verb: BulkVerb;
  readonly wanted: number;
  /** Which ones, after the number. */
  readonly where: string;
  readonly examples: readonly JobSnapshot[];
  readonly target: BulkTarget;
}

const mostExamples = 3;

export function questionOf(verb: BulkVerb, jobs: readonly JobSnapshot[]): Question {
  return { verb, wanted: jobs.length, where: "", examples: jobs.slice(0, mostExamples), target: { ids: jobs.map(({ id }) => id) } };
}
