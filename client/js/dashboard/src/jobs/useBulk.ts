import type { JobSnapshot, ProgressHubError } from "@progresshub/client";
import { useProgressHub } from "@progresshub/react";
import { useState } from "react";
import { timeOfDay } from "../format/times";
import { announce } from "../shell/announce";
import { type BulkVerb, canChange, changeMany, findMatching, othersOf, resultWords } from "./bulk";
import type { JobsModel } from "./jobsModel";
import { type Question, questionOf } from "./question";
import type { AllMatching, Selection } from "./selection";

interface BulkParts {
  model: JobsModel;
  selection: Selection;
  /** The jobs that are selected. */
  jobs: readonly JobSnapshot[];
  /** Where all that match are meant. */
  all: AllMatching | undefined;
}

/** Changes of the selected jobs: what they would affect, the question before them, and what came of them. */
export function useBulk({ model, selection, jobs, all }: BulkParts) {
  const { clock } = useProgressHub();
  const [question, setQuestion] = useState<Question>();
  const [isSending, setSending] = useState(false);
  const [result, setResult] = useState("");
  const [others, setOthers] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<ProgressHubError>();
  const changeableBy = (verb: BulkVerb) => jobs.filter((job) => canChange(verb, job));
  const counts = { cancel: all?.cancel.number ?? changeableBy("cancel").length, retry: all?.retry.number ?? changeableBy("retry").length };

  const ofAll = (verb: BulkVerb, { cutOff, [verb]: { number, target } }: AllMatching): Question => {
    const { group } = model.filter;
    return {
      ...questionOf(verb, changeableBy(verb)),
      wanted: number,
      where: `${group === undefined ? "" : ` in ${group}`} created before ${timeOfDay(Date.parse(cutOff))}`,
      target,
    };
  };
  const attempt = async (act: () => Promise<void>) => {
    setProblem(undefined);
    setSending(true);
    try {
      await act();
    } catch (error) {
      setProblem(error as ProgressHubError);
    } finally {
      setSending(false);
    }
  };
  const run = (asked: Question) =>
    attempt(async () => {
      const answer = await changeMany(asked.verb, asked.target);
      const words = resultWords(asked.verb, answer, asked.wanted);
      setResult(words);
      setOthers(othersOf(answer));
      announce(words);
      setQuestion(undefined);
    });

  return {
    counts,
    question,
    isSending,
    result,
    /** The jobs that the last action has left as they were, as far as they can be shown. */
    others,
    problem,
    run,
    close: () => setQuestion(undefined),
    /** Asks first; to run one job again undoes nothing, so it needs no question. */
    begin(verb: BulkVerb): void {
      if (counts[verb] === 0 || isSending) return;
      setResult("");
      setOthers([]);
      setProblem(undefined);
      const asked = all === undefined ? questionOf(verb, changeableBy(verb)) : ofAll(verb, all);
      if (verb === "retry" && asked.wanted === 1) void run(asked);
      else setQuestion(asked);
    },
    /** Means all that match from now on, up to this moment. */
    takeAll: () =>
      attempt(async () => {
        const cutOff = new Date(clock.getSnapshot().serverNow).toISOString();
        selection.take(model.getSnapshot().rows, await findMatching(model.filter, model.begunAt, cutOff));
      }),
  };
}
