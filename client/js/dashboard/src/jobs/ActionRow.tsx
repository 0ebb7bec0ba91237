import { useEffect, useRef, useSyncExternalStore } from "react";
import { count } from "../format/numbers";
import { timeOfDay } from "../format/times";
import { useKey } from "../shell/keys";
import { Link } from "../shell/Link";
import { BulkQuestion } from "./BulkQuestion";
import type { BulkVerb } from "./bulk";
import type { JobsModel } from "./jobsModel";
import type { Selection } from "./selection";
import { useBulk } from "./useBulk";
import { useSelectedJobs } from "./useSelectedJobs";

interface ActionRowProps {
  model: JobsModel;
  selection: Selection;
  total: number | undefined;
}

const verbs = [
  { verb: "cancel", name: "Cancel", key: "c" },
  { verb: "retry", name: "Retry", key: "r" },
] as const;

/** Stands in the place of the filters while jobs are selected. What an action has come to stays here. */
export function ActionRow({ model, selection, total }: ActionRowProps) {
  const { rows, isComplete } = useSyncExternalStore(model.subscribe, model.getSnapshot);
  const { ids, all } = useSyncExternalStore(selection.subscribe, selection.getSnapshot);
  const jobs = useSelectedJobs(model, ids);
  const { counts, question, isSending, result, others, problem, run, close, begin, takeAll } = useBulk({ model, selection, jobs, all });
  const openers = { cancel: useRef<HTMLButtonElement>(null), retry: useRef<HTMLButtonElement>(null) };
  const clearing = useRef<HTMLButtonElement>(null);
  const keep = (verb: BulkVerb) => {
    close();
    openers[verb].current?.focus();
  };
  const clear = () => {
    selection.clear();
    // What had the focus goes away; the list has it next.
    document.querySelector<HTMLElement>(".rows-body [role=row][tabindex='0']")?.focus();
  };
  // The question is over, and its opener may have nothing left to do.
  useEffect(() => {
    if (result !== "") clearing.current?.focus();
  }, [result]);
  useKey("c", () => begin("cancel"));
  useKey("r", () => begin("retry"));
  useKey("Escape", question === undefined ? clear : undefined);
  const canTakeAll = all === undefined && !isComplete && rows.every((id) => ids.has(id));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's.
    <div className="action-row" role="group" aria-label="Selected jobs">
      <b className="selected-count">
        {count(all === undefined ? ids.size : (total ?? all.cancel.number + all.retry.number))} selected
        {all && <span className="muted"> · created before {timeOfDay(Date.parse(all.cutOff))}</span>}
      </b>
      {verbs.map(({ verb, name, key }) => (
        <span className="action" key={verb}>
          <button
            type="button"
            ref={openers[verb]}
            aria-expanded={question?.verb === verb}
            disabled={counts[verb] === 0 || isSending}
            title={`Key: ${key}`}
            onClick={() => begin(verb)}
          >
            {name} {count(counts[verb])}
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
      {canTakeAll && (
        <button type="button" className="link-button" disabled={isSending} onClick={takeAll}>
          Select all {total === undefined ? "" : `${count(total)} `}that match
        </button>
      )}
      <button type="button" className="link-button" ref={clearing} onClick={clear}>
        Clear <kbd>Esc</kbd>
      </button>
      <span className="action-result">
        {result}
        {others.length > 0 && (
          <>
            {" "}
            <Link to={`jobs?id=${others.join(",")}`}>{others.length === 1 ? "Show it" : "Show them"}</Link>
          </>
        )}
        {problem !== undefined && question === undefined && (
          <span className="problem" role="alert">
            {problem.message} {problem.cure}
          </span>
        )}
      </span>
    </div>
  );
}
