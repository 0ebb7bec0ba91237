import { useTime } from "../shell/parts";
import type { JobSnapshot } from "../wire/wire";
import { barShape } from "./barShape";
import sprite from "./icons.svg";
import { quietMs, stateWord } from "./jobWords";

const circumference = 2 * Math.PI * 6;

/** Differs by shape, not by colour alone; a running job's ring fills by its fraction. */
export function StateIcon({ job }: { job: JobSnapshot }) {
  const isQuiet = useTime(({ serverNow }) => quietMs(job, serverNow) !== undefined);
  const word = isQuiet ? "Running, quiet" : stateWord(job);
  if (job.state === "running" && !isQuiet) return <RunningRing job={job} word={word} />;
  return (
    <svg className="icon state-icon" data-state={isQuiet ? "quiet" : job.state} role="img" aria-label={word}>
      <title>{word}</title>
      <use href={`${sprite}#${isQuiet ? "quiet" : job.state}`} />
    </svg>
  );
}

function RunningRing({ job, word }: { job: JobSnapshot; word: string }) {
  const { form, fraction } = barShape(job);
  const arc = form === "measured" ? fraction : 0.75;
  return (
    <svg className="icon state-icon" data-state="running" viewBox="0 0 16 16" role="img" aria-label={word} fill="none" strokeWidth="2">
      <title>{word}</title>
      {form === "measured" && <circle className="ring-track" cx="8" cy="8" r="6" />}
      <circle
        cx="8"
        cy="8"
        r="6"
        stroke="currentColor"
        transform="rotate(-90 8 8)"
        strokeDasharray={`${(arc * circumference).toFixed(2)} ${circumference.toFixed(2)}`}
      />
    </svg>
  );
}
