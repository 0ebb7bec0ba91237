import type { ProgressHubError } from "@progresshub/client";
import { useProgressHub } from "@progresshub/react";
import { useRef, useState, useSyncExternalStore } from "react";
import { count } from "../format/numbers";
import { timeOfDay } from "../format/times";
import { announce } from "../shell/announce";
import { useKey } from "../shell/keys";
import { BulkQuestion } from "./BulkQuestion";
import { type BulkVerb, canChange, changeable, changeMany, countMatching, resultWords } from "./bulk";
import { bulkFilter } from "./filter";
import type { JobsModel } from "./jobsModel";
import { type Question, questionOf } from "./question";
import type { Selection } from "./selection";
import { useSelectedJobs } from "./useSelectedJobs";

interface ActionRowProps {
  model: JobsModel;
  selection: Selection;
  total: number | undefined;
}

/** Stands in the place of the filters while jobs are selected. What an action has come to stays here. */
export function ActionRow({ model, selection, total }: ActionRowProps) {
  const { clock } = useProgressHub();
  const { rows, isComplete } = useSyncExternalStore(model.subscribe, model.getSnapshot);
  const { ids, all } = useSyncExternalStore(selection.subscribe, selection.getSnapshot);
  const jobs = useSelectedJobs(model, ids);
  const [question, setQuestion] = useState<Question>();
  const [isSending, setSending] = useState(false);
  const [result, setResult] = useState("");
  const [problem, setProblem] = useState<ProgressHubError>();
  const openers = { cancel: useRef<HTMLButtonElement>(null), retry: useRef<HTMLButtonElement>(null) };
  const clearing = useRef<HTMLButtonElement>(null);
  const counts = {
    cancel: all?.cancelable ?? jobs.filter((job) => canChange("cancel", job)).length,
    retry: all?.retryable ?? jobs.filter((job) => canChange("retry", job)).length,
  };

  const run = async (asked: Question) => {
    setSending(true);
    setProblem(undefined);
    try {
      const words = resultWords(asked.verb, await changeMany(asked.verb, asked.target), asked.wanted);
      setResult(words);
      announce(words);
      setQuestion(undefined);
      clearing.current?.focus();
    } catch (error) {
      setProblem(error as ProgressHubError);
    } finally {
      setSending(false);
    }
  };
  const begin = (verb: BulkVerb) => {
    if (counts[verb] === 0 || isSending) return;
    setResult("");
    setProblem(undefined);
    const asked =
      all === undefined
        ? questionOf(
            verb,
            jobs.filter((job) => canChange(verb, job)),
          )
        : {
            ...questionOf(verb, jobs),
            wanted: counts[verb],
            where: `${model.filter.group === undefined ? "" : ` in ${model.filter.group}`} created before ${timeOfDay(Date.parse(all.cutOff))}`,
            target: { filter: bulkFilter(model.filter, changeable[verb], all.cutOff, model.begunAt) ?? {} },
          };
    // To run one again undoes nothing.
    if (verb === "retry" && asked.wanted === 1) void run(asked);
    else setQuestion(asked);
  };
  const takeAll = async () => {
    setProblem(undefined);
    try {
      const cutOff = new Date(clock.getSnapshot().serverNow).toISOString();
      selection.take(rows, await countMatching(model.filter, model.begunAt, cutOff));
    } catch (error) {
      setProblem(error as ProgressHubError);
    }
  };

  const keep = (verb: BulkVerb) => {
    setQuestion(undefined);
    openers[verb].current?.focus();
  };
  const clear = () => {
    selection.clear();
    // What had the focus goes away; the list has it next.
    document.querySelector<HTMLElement>(".rows-body [role=row][tabindex='0']")?.focus();
  };

  useKey("c", () => begin("cancel"));
  useKey("r", () => begin("retry"));
  useKey("Escape", question === undefined ? clear : undefined);
  const isAllLoaded = rows.every((id) => ids.has(id));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's.
    <div className="action-row" role="group" aria-label="Selected jobs">
      <b className="selected-count">
        {all === undefined ? count(ids.size) : count(total ?? all.cancelable + all.retryable)} selected
        {all && <span className="muted"> · created before {timeOfDay(Date.parse(all.cutOff))}</span>}
      </b>
      {(["cancel", "retry"] as const).map((verb) => (
        <span className="action" key={verb}>
          <button
            type="button"
            ref={openers[verb]}
            aria-expanded={question?.verb === verb}
            disabled={counts[verb] === 0 || isSending}
            title={`Key: ${verb === "cancel" ? "c" : "r"}`}
            onClick={() => begin(verb)}
          >
            {verb === "cancel" ? "Cancel" : "Retry"} {count(counts[verb])}
          </button>
          {question?.verb === verb && (
            <BulkQuestion
              question={question}
              model={model}
              isSending={isSending}
              problem={problem}
              onRun={() => run(question)}
              onKeep={() => keep(verb)}
            />
          )}
        </span>
      ))}
      {all === undefined && isAllLoaded && !isComplete && (
        <button type="button" className="link-button" onClick={takeAll}>
          Select all {total === undefined ? "" : `${count(total)} `}that match
        </button>
      )}
      <button type="button" className="link-button" ref={clearing} onClick={clear}>
        Clear <kbd>Esc</kbd>
      </button>
      <span className="action-result">
        {result}
        {problem !== undefined && question === undefined && (
          <span className="problem" role="alert">
            {problem.message} {problem.cure}
          </span>
        )}
      </span>
    </div>
  );
}
