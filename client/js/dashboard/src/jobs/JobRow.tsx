import type { JobSnapshot } from "@progresshub/client";
import { memo } from "react";
import { amount, exactAmount, percentage, rate } from "../format/progress";
import { exact } from "../format/times";
import { useTime } from "../shell/useTime";
import { CancelButton } from "./CancelButton";
import { JobPanel } from "./JobPanel";
import { ageWords, isFinal, messageOf, quietMs, stateWord, stoppedAt, timeWords } from "./jobWords";
import { ProgressBar } from "./ProgressBar";
import { StateIcon } from "./StateIcon";

interface JobRowProps {
  job: JobSnapshot;
  isOpen: boolean;
  onToggle: (id: string) => void;
}

const columns = 11;

export const JobRow = memo(function JobRow({ job, isOpen, onToggle }: JobRowProps) {
  const panel = `panel-${job.id}`;
  const message = messageOf(job);
  const stopped = stoppedAt(job);
  const isQuiet = useTime(({ serverNow }) => quietMs(job, serverNow) !== undefined);
  return (
    <>
      <tr className="row" data-job={job.id} data-state={job.state} data-open={isOpen || undefined}>
        <td className="c-state" title={stateWord(job)}>
          <StateIcon job={job} />
        </td>
        <td className="c-name">
          <div className="name">
            <button type="button" className="kind" aria-expanded={isOpen} aria-controls={panel} onClick={() => onToggle(job.id)}>
              <bdi>{job.kind}</bdi>
              <span className="unseen"> {stateWord(job)}</span>
            </button>
            <span className="message" dir="auto" title={message} data-tone={job.error && job.state === "failed" ? "failed" : undefined}>
              {message}
            </span>
          </div>
        </td>
        <td className="c-bar">
          <ProgressBar job={job} size="row" />
        </td>
        <td className="c-percent">{stopped === "" ? percentage(job) : ""}</td>
        <td className="c-amount" title={exactAmount(job.progress)}>
          {stopped || amount(job.progress, true)}
        </td>
        <td className="c-rate fresh">{job.state === "running" && !isQuiet ? rate(job.progress) : ""}</td>
        <td className="c-time fresh" data-tone={isQuiet ? "quiet" : undefined}>
          <TimeWords job={job} />
        </td>
        <td className="c-age" title={exact(job.finalizedAt ?? job.startedAt ?? job.createdAt)}>
          <AgeWords job={job} />
        </td>
        <td className="c-group">
          <span className="cut" dir="auto" title={job.groups.join(", ")}>
            {job.groups[0]}
            {job.groups.length > 1 && ` +${job.groups.length - 1}`}
          </span>
        </td>
        <td className="c-node">
          <span className="cut" dir="auto" title={job.node}>
            {job.node}
          </span>
        </td>
        <td className="c-action">
          <CancelButton job={job} />
        </td>
      </tr>
      {isOpen && (
        <tr className="panel-row">
          <td colSpan={columns} id={panel}>
            <JobPanel job={job} />
          </td>
        </tr>
      )}
    </>
  );
});

function TimeWords({ job }: { job: JobSnapshot }) {
  const text = useTime(({ serverNow }) => timeWords(job, serverNow));
  return <span data-final={isFinal(job) || undefined}>{text}</span>;
}

function AgeWords({ job }: { job: JobSnapshot }) {
  return <>{useTime(({ serverNow }) => ageWords(job, serverNow))}</>;
}
