import type { ProgressHubError } from "@progresshub/client";

export interface PlacedProblem {
  ofPath: string[];
  ofForm: string[];
  cure: string | undefined;
}

/** Sorts what the server says: under the field it is about, or under the form. */
export function placeProblem(problem: Pick<ProgressHubError, "message" | "cure" | "errors"> | undefined): PlacedProblem {
  const members = Object.entries(problem?.errors ?? {});
  const ofPath = members.filter(([member]) => isPath(member)).flatMap(([, texts]) => texts);
  const others = members.filter(([member]) => !isPath(member)).flatMap(([member, texts]) => texts.map((text) => `${member}: ${text}`));
  const general = members.length > 0 || problem === undefined ? [] : [problem.message];
  // A member's text brings its own cure; the general one ("mend the members") is for programs.
  const cure = members.length === 0 ? problem?.cure : undefined;
  return { ofPath, ofForm: [...others, ...general], cure };
}

const isPath = (member: string) => /(^|\.)path$/i.test(member);
