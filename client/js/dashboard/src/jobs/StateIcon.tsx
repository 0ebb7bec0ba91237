import type { JobSnapshot } from "@progresshub/client";
import { useTime } from "../shell/useTime";
import { barShape } from "./barShape";
import sprite from "./icons.svg";
import { markOf, stateWord } from "./jobWords";

const circumference = 2 * Math.PI * 6;

/** Differs by shape, not by colour alone; a running job's ring fills by its fraction. It has no name where the word stands beside it. */
export function StateIcon({ job, isNamed = true }: { job: JobSnapshot; isNamed?: boolean }) {
  const mark = useTime(({ serverNow }) => markOf(job, serverNow));
  const name = mark === undefined ? stateWord(job) : `Running, ${mark}`;
  const naming = isNamed ? { role: "img", "aria-label": name } : {};
  return (
    <span className="state-icon" data-state={mark ?? job.state} {...naming}>
      {job.state === "running" && mark === undefined ? (
        <RunningRing job={job} />
      ) : (
        <svg className="icon" aria-hidden="true">
          <use href={`${sprite}#${mark ?? job.state}`} />
        </svg>
      )}
    </span>
  );
}

function RunningRing({ job }: { job: JobSnapshot }) {
  const { form, fraction } = barShape(job);
  const arc = form === "measured" ? fraction : 0.75;
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="3">
      {form === "measured" && <circle cx="8" cy="8" r="6" strokeWidth="1" />}
      <circle
        cx="8"
        cy="8"
        r="6"
        transform="rotate(-90 8 8)"
        strokeDasharray={`${(arc * circumference).toFixed(2)} ${circumference.toFixed(2)}`}
      />
    </svg>
  );
}
