import type { ProgressHubError } from "@progresshub/client";
import { useState } from "react";
import { ask } from "../shell/api";
import type { Recurrence } from "./recurrence";

/** Pauses, resumes and runs at once; a refusal is told beside the buttons. */
export function RecurringActions({ recurrence: { name, paused }, onChanged }: { recurrence: Recurrence; onChanged: () => void }) {
  const [sent, setSent] = useState<string>();
  const [problem, setProblem] = useState<ProgressHubError>();
  const send = async (verb: "pause" | "resume" | "trigger") => {
    if (sent !== undefined) return;
    setSent(verb);
    setProblem(undefined);
    try {
      await ask(`recurring/${encodeURIComponent(name)}/${verb}`, { method: "POST" });
      onChanged();
    } catch (error) {
      setProblem(error as ProgressHubError);
    } finally {
      setSent(undefined);
    }
  };
  // A button that is disabled loses the focus, so whoever uses keys would begin at the top again.
  const isSending = sent !== undefined || undefined;
  return (
    <div className="recurring-actions">
      {problem && (
        <span role="alert" className="problem">
          {problem.message} {problem.cure}
        </span>
      )}
      <button
        type="button"
        role="switch"
        aria-checked={!paused}
        className="switch"
        aria-disabled={isSending}
        onClick={() => send(paused ? "resume" : "pause")}
      >
        <span className="switch-mark" aria-hidden="true" />
        {paused ? "Paused" : "On"}
        <span className="unseen"> {name}</span>
      </button>
      <button type="button" aria-disabled={isSending} onClick={() => send("trigger")}>
        {sent === "trigger" ? "Starting…" : "Run now"}
        <span className="unseen"> {name}</span>
      </button>
    </div>
  );
}
