import type { JobSnapshot } from "@progresshub/client";
import type { ReactNode } from "react";
import { count } from "../format/numbers";
import { amount, exactAmount, percentage, rate } from "../format/progress";
import { exact } from "../format/times";
import { CopyButton } from "../shell/CopyButton";
import { useTime } from "../shell/useTime";
import { isFinal, stateWord, stoppedAt, timeWords } from "./jobWords";
import { ProgressBar } from "./ProgressBar";
import { StateIcon } from "./StateIcon";

/** One job in full: the error first, if there is one. */
export function JobPanel({ job }: { job: JobSnapshot }) {
  const times = useTime(({ serverNow }) => timeWords(job, serverNow));
  const attempt = job.attempt > 0 ? `attempt ${job.attempt} of ${job.maxAttempts}` : "";
  return (
    <div className="panel">
      <h2>
        <StateIcon job={job} isNamed={false} />
        <span>{[stateWord(job), attempt].filter(Boolean).join(" · ")}</span>
      </h2>
      {job.error && (
        <div className="error">
          <p dir="auto">{job.error.message}</p>
          <p className="mono muted">{job.error.type}</p>
        </div>
      )}
      <ProgressBar job={job} size="page" />
      <p className="panel-progress">
        <b className="percent-large">{stoppedAt(job) === "" ? percentage(job) : ""}</b>
        <span title={exactAmount(job.progress)}>{amount(job.progress)}</span>
        {job.state === "running" && <span className="fresh">{rate(job.progress)}</span>}
        <span className="fresh">{isFinal(job) ? [stoppedAt(job), times].filter(Boolean).join(", ") : times}</span>
      </p>
      {job.progress?.message && (
        <p className="muted" dir="auto">
          {job.progress.message}
        </p>
      )}
      <Counters counters={job.counters} />
      {job.result !== undefined && (
        <section aria-label="Result">
          <h3>Result</h3>
          <pre className="mono">{JSON.stringify(job.result, undefined, 2)}</pre>
        </section>
      )}
      <dl className="facts">
        <Fact name="Id">
          <span className="mono">{job.id}</span> <CopyButton text={job.id} />
        </Fact>
        <Fact name="Created">{exact(job.createdAt)}</Fact>
        {job.startedAt && <Fact name="Started">{exact(job.startedAt)}</Fact>}
        {job.finalizedAt && <Fact name="Ended">{exact(job.finalizedAt)}</Fact>}
        {job.groups.length > 0 && <Fact name={job.groups.length === 1 ? "Group" : "Groups"}>{job.groups.join(", ")}</Fact>}
        {job.node && <Fact name="Node">{job.node}</Fact>}
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

function Counters({ counters = {} }: { counters: JobSnapshot["counters"] }) {
  const entries = Object.entries(counters);
  if (entries.length === 0) return null;
  return (
    <dl className="counters">
      {entries.map(([name, value]) => (
        <Fact key={name} name={name}>
          {count(value)}
        </Fact>
      ))}
    </dl>
  );
}
