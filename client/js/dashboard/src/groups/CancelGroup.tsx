import type { GroupSummary, ProgressHubError } from "@progresshub/client";
import { useEffect, useId, useRef, useState } from "react";
import { count } from "../format/numbers";
import { ask } from "../shell/api";

/** From this many on the number is typed. */
const typedFrom = 100;

/** Stops all that is not final in a group. The number stands still once the question is asked. */
export function CancelGroup({ summary }: { summary: GroupSummary }) {
  const [asked, setAsked] = useState<number>();
  const [result, setResult] = useState("");
  const opener = useRef<HTMLButtonElement>(null);
  const { queued = 0, scheduled = 0, running = 0 } = summary.byState;
  const open = queued + scheduled + running;
  const close = () => {
    setAsked(undefined);
    opener.current?.focus();
  };
  return (
    <div className="cancel">
      <span className="action-result">{result}</span>
      <button type="button" ref={opener} disabled={open === 0} aria-expanded={asked !== undefined} onClick={() => setAsked(open)}>
        Cancel group
      </button>
      {asked !== undefined && (
        <Question
          name={summary.name}
          wanted={asked}
          onKeep={close}
          onDone={(changed) => {
            close();
            setResult(`Canceled ${count(changed)}.`);
          }}
        />
      )}
    </div>
  );
}

interface QuestionProps {
  name: string;
  wanted: number;
  onKeep: () => void;
  onDone: (changed: number) => void;
}

function Question({ name, wanted, onKeep, onDone }: QuestionProps) {
  const [typed, setTyped] = useState("");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<ProgressHubError>();
  const safe = useRef<HTMLButtonElement>(null);
  const field = useId();
  useEffect(() => safe.current?.focus(), []);
  const text = `Cancel ${wanted === 1 ? "the 1 job" : `the ${count(wanted)} jobs`} of ${name} that ${wanted === 1 ? "is" : "are"} not final?`;
  const isTyped = wanted < typedFrom || typed.replaceAll(/\D/g, "") === String(wanted);
  const send = async () => {
    setSending(true);
    try {
      onDone((await ask<{ changed: number }>(`groups/${encodeURIComponent(name)}/cancel`, { method: "POST" })).changed);
    } catch (error) {
      setProblem(error as ProgressHubError);
      setSending(false);
    }
  };
  return (
    <dialog
      open
      className="overlay question"
      aria-label={text}
      onKeyDown={(event) => {
        if (event.key === "Escape") onKeep();
      }}
    >
      <p>
        <b dir="auto">{text}</b> What is done stays.
      </p>
      {wanted >= typedFrom && (
        <p className="typed">
          <label htmlFor={field}>Type {count(wanted)} to go on</label>
          <input id={field} inputMode="numeric" autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </p>
      )}
      {problem && (
        <p role="alert" className="problem">
          {problem.message} {problem.cure}
        </p>
      )}
      <div className="question-buttons">
        <button type="button" className="danger" disabled={isSending || !isTyped} onClick={send}>
          Cancel {count(wanted)} {wanted === 1 ? "job" : "jobs"}
        </button>
        <button type="button" ref={safe} onClick={onKeep}>
          Keep running
        </button>
      </div>
    </dialog>
  );
}
