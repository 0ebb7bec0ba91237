import type { JobStage } from "@progresshub/client";
import sprite from "../jobs/icons.svg";
import { stageWords } from "./stageWords";
import "./stages.css";

/** The stages as one line; it wraps where there is no room. */
export function Stages({ stages, isFinal }: { stages: readonly JobStage[] | undefined; isFinal: boolean }) {
  if (stages === undefined || stages.length === 0) return null;
  return (
    <ol className="stages" aria-label="Stages">
      {stages.map((stage, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stages are added at the end, and names may be there twice.
        <li key={at} data-state={stage.state} data-depth={stage.depth}>
          <StageMark stage={stage} isFinal={isFinal} />
          <bdi className="cut-name" title={stage.name}>
            {stage.name}
          </bdi>
          <span className="muted">{stageWords(stage)}</span>
          <span className="unseen">{stage.state}</span>
        </li>
      ))}
    </ol>
  );
}

function StageMark({ stage, isFinal }: { stage: JobStage; isFinal: boolean }) {
  if (stage.state === "completed" || (stage.state === "running" && isFinal)) {
    const icon = stage.state === "completed" ? "succeeded" : "failed";
    return (
      <svg className="icon" aria-hidden="true" data-icon={icon}>
        <use href={`${sprite}#${icon}`} />
      </svg>
    );
  }
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.5">
      <circle cx="8" cy="8" r="6" />
      {stage.state === "running" && <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />}
    </svg>
  );
}
