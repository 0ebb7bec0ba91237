import type { ProgressHubError } from "@progresshub/client";
import { useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
import { count } from "../format/numbers";
import { canChange, questionWords } from "./bulk";
import type { JobsModel } from "./jobsModel";
import { messageOf, stateWord } from "./jobWords";
import type { Question } from "./question";

interface BulkQuestionProps {
  question: Question;
  model: JobsModel;
  isSending: boolean;
  problem: ProgressHubError | undefined;
  onRun: () => void;
  onKeep: () => void;
}

/** From this many on the number is typed. */
const typedFrom = 100;

/** Stands beside its button; the safe choice has the focus, and what arrives meanwhile closes nothing. */
export function BulkQuestion({ question, model, isSending, problem, onRun, onKeep }: BulkQuestionProps) {
  const { verb, wanted, where, examples } = question;
  const [typed, setTyped] = useState("");
  const safe = useRef<HTMLButtonElement>(null);
  const field = useId();
  useEffect(() => safe.current?.focus(), []);
  const over = useOver(question, model);
  const isTyped = wanted < typedFrom || typed.replaceAll(/\D/g, "") === String(wanted);
  const text = questionWords(
    verb,
    wanted,
    examples.map(({ kind }) => kind),
    where,
  );
  return (
    <dialog
      open
      className="overlay question"
      aria-label={text}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onKeep();
      }}
    >
      <p>
        <b dir="auto">{text}</b> {verb === "cancel" && "What is done stays."}
      </p>
      {wanted > 1 && (
        <ul className="examples">
          {examples.map((job) => (
            <li key={job.id} dir="auto">
              {job.kind} <span className="muted">{messageOf(job) || job.id}</span>
            </li>
          ))}
          {wanted > examples.length && <li className="muted">and {count(wanted - examples.length)} more</li>}
        </ul>
      )}
      {wanted >= typedFrom && (
        <p className="typed">
          <label htmlFor={field}>Type {count(wanted)} to go on</label>
          <input id={field} inputMode="numeric" autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </p>
      )}
      {over !== undefined && <p className="muted">{over}</p>}
      {problem && (
        <p role="alert" className="problem">
          {problem.message} {problem.cure}
        </p>
      )}
      <div className="question-buttons">
        <button
          type="button"
          className={verb === "cancel" ? "danger" : ""}
          disabled={isSending || !isTyped || over !== undefined}
          onClick={onRun}
        >
          {buttonWords(verb, wanted)}
        </button>
        <button type="button" ref={safe} onClick={onKeep}>
          {verb === "cancel" ? "Keep running" : "Leave as they are"}
        </button>
      </div>
    </dialog>
  );
}

function buttonWords(verb: Question["verb"], wanted: number): string {
  if (verb === "retry") return `Run ${count(wanted)} again`;
  return wanted === 1 ? "Stop job" : `Cancel ${count(wanted)} jobs`;
}

/** Of one job it is told when there is nothing left to do. */
function useOver({ verb, wanted, examples }: Question, model: JobsModel): string | undefined {
  const id = examples[0]?.id ?? "";
  const job = useSyncExternalStore(
    (changed) => model.followRow(id, changed),
    () => model.job(id),
  );
  if (wanted !== 1 || job === undefined || canChange(verb, job)) return undefined;
  return `Already ${stateWord(job).toLowerCase()}.`;
}
