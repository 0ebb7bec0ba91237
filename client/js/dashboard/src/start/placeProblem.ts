import type { Problem } from "../wire/wire";

export interface PlacedProblem {
  ofPath: string[];
  ofForm: string[];
  cure: string | undefined;
}

/** Sorts what the server says: under the field it is about, or under the form. Nothing it says is lost, and nothing is said twice. */
export function placeProblem(problem: Problem | undefined): PlacedProblem {
  const members = Object.entries(problem?.errors ?? {});
  const ofPath = members.filter(([member]) => isPath(member)).flatMap(([, texts]) => texts);
  const others = members.filter(([member]) => !isPath(member)).flatMap(([member, texts]) => texts.map((text) => `${member}: ${text}`));
  const general = members.length > 0 ? [] : [problem?.detail ?? problem?.title].filter((text) => text !== undefined);
  const said = new Set([...ofPath, ...others, ...general]);
  // The members tell what to mend themselves; "mend the members" is meant for programs.
  const isTold = members.length > 0 && problem?.type?.endsWith(":invalid-request") === true;
  const cure = problem?.cure !== undefined && !isTold && !said.has(problem.cure) ? problem.cure : undefined;
  return { ofPath, ofForm: [...others, ...general], cure };
}

const isPath = (member: string) => /(^|\.)path$/i.test(member);
