import type { JobSnapshot, ProgressHubError } from "@progresshub/client";
import { useProgressHub } from "@progresshub/react";
import { useEffect, useRef, useState } from "react";
import { useKey } from "../shell/keys";
import { isCanceling, isFinal, stateWord } from "./jobWords";

/** Asks beside the button; what arrives meanwhile neither closes nor changes the question. */
export function CancelButton({ job, hasKey = false }: { job: JobSnapshot; hasKey?: boolean }) {
  const hub = useProgressHub();
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<ProgressHubError>();
  const opener = useRef<HTMLButtonElement>(null);

  const close = () => {
    setAsking(false);
    setProblem(undefined);
    opener.current?.focus();
  };
  const send = async () => {
    setSending(true);
    try {
      await hub.cancel(job.id);
      setProblem(undefined);
      setAsking(false);
    } catch (error) {
      setProblem(error as ProgressHubError);
    } finally {
      setSending(false);
    }
  };

  const isPending = isSending || isCanceling(job);
  useKey("c", hasKey && !isPending && !isFinal(job) ? () => setAsking(true) : undefined);
  if (isFinal(job) && !isAsking) return null;
  return (
    <div className="cancel">
      <button
        type="button"
        className="quiet-button"
        ref={opener}
        disabled={isPending || isFinal(job)}
        aria-expanded={isAsking}
        onClick={() => setAsking(true)}
      >
        {isPending ? "Canceling…" : "Cancel"}
        {hasKey && !isPending && (
          <>
            {" "}
            <kbd>c</kbd>
          </>
        )}
        <span className="unseen"> {job.kind}</span>
      </button>
      {isAsking && <Question job={job} isSending={isSending} problem={problem} onStop={send} onKeep={close} />}
    </div>
  );
}

interface QuestionProps {
  job: JobSnapshot;
  isSending: boolean;
  problem: ProgressHubError | undefined;
  onStop: () => void;
  onKeep: () => void;
}

function Question({ job, isSending, problem, onStop, onKeep }: QuestionProps) {
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => safe.current?.focus(), []);
  const text = `Stop ${job.kind}?`;
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
      {isFinal(job) && <p className="muted">Already {stateWord(job).toLowerCase()}.</p>}
      {problem && (
        <p role="alert" className="problem">
          {problem.message} {problem.cure}
        </p>
      )}
      <div className="question-buttons">
        <button type="button" className="danger" disabled={isSending || isFinal(job)} onClick={onStop}>
          Stop job
        </button>
        <button type="button" ref={safe} onClick={onKeep}>
          Keep running
        </button>
      </div>
    </dialog>
  );
}
