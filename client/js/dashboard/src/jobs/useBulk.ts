import type { JobSnapshot, ProgressHubError } from "@progresshub/client";
import { useProgressHub } from "@progresshub/react";
import { useState } from "react";
import { timeOfDay } from "../format/times";
import { announce } from "../shell/announce";
import { type BulkVerb, canChange, changeable, changeMany, countMatching, resultWords } from "./bulk";
import { bulkFilter } from "./filter";
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
  const [problem, setProblem] = useState<ProgressHubError>();
  const changeableBy = (verb: BulkVerb) => jobs.filter((job) => canChange(verb, job));
  const counts = { cancel: all?.cancelable ?? changeableBy("cancel").length, retry: all?.retryable ?? changeableBy("retry").length };

  const ofAll = (verb: BulkVerb, { cutOff }: AllMatching): Question => {
    const { filter, begunAt } = model;
    const group = filter.group === undefined ? "" : ` in ${filter.group}`;
    return {
      ...questionOf(verb, changeableBy(verb)),
      wanted: counts[verb],
      where: `${group} created before ${timeOfDay(Date.parse(cutOff))}`,
      target: { filter: bulkFilter(filter, changeable[verb], cutOff, begunAt) ?? {} },
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
      const words = resultWords(asked.verb, await changeMany(asked.verb, asked.target), asked.wanted);
      setResult(words);
      announce(words);
      setQuestion(undefined);
    });

  return {
    counts,
    question,
    isSending,
    result,
    problem,
    run,
    close: () => setQuestion(undefined),
    /** Asks first; to run one job again undoes nothing, so it needs no question. */
    begin(verb: BulkVerb): void {
      if (counts[verb] === 0 || isSending) return;
      setResult("");
      setProblem(undefined);
      const asked = all === undefined ? questionOf(verb, changeableBy(verb)) : ofAll(verb, all);
      if (verb === "retry" && asked.wanted === 1) void run(asked);
      else setQuestion(asked);
    },
    /** Means all that match from now on, up to this moment. */
    takeAll: () =>
      attempt(async () => {
        const cutOff = new Date(clock.getSnapshot().serverNow).toISOString();
        selection.take(model.getSnapshot().rows, await countMatching(model.filter, model.begunAt, cutOff));
      }),
  };
}
