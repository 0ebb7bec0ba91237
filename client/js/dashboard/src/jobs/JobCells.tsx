import type { JobSnapshot } from "@progresshub/client";
import { shorten } from "../format/names";
import { amount, exactAmount, percentage, rate } from "../format/progress";
import { Link } from "../shell/Link";
import { groupPlace, jobPlace } from "../shell/paths";
import { useTime } from "../shell/useTime";
import { When } from "../shell/When";
import { withCalmEstimate } from "./calmEstimate";
import { agedAt, ageWords, isFinal, markOf, messageOf, stateWord, stoppedAt, timeWords } from "./jobWords";
import { ProgressBar } from "./ProgressBar";
import { StateIcon } from "./StateIcon";

interface JobCellsProps {
  job: JobSnapshot;
  /** Of a table that is only read, or of a grid that can be walked through. */
  role: "cell" | "gridcell";
  /** Said before the message. */
  note?: string | undefined;
}

/** What a row says of a job; the link covers the whole row. */
export function JobCells({ job, role, note }: JobCellsProps) {
  const message = messageOf(job);
  const stopped = stoppedAt(job);
  const mark = useTime(({ serverNow }) => markOf(job, serverNow));
  const [group] = job.groups;
  const cell = (name: string) => ({ role, className: `c-${name}`, ...(role === "gridcell" && { tabIndex: -1 }) });
  return (
    <>
      <div {...cell("state")} title={stateWord(job)}>
        <StateIcon job={job} />
      </div>
      <div {...cell("name")}>
        <div className="name">
          <Link className="kind" to={jobPlace(job.id)} tabIndex={role === "gridcell" ? -1 : undefined}>
            <bdi>{job.kind}</bdi>
          </Link>
          {note !== undefined && <span className="note">{note}</span>}
          <span className="message" dir="auto" title={message} data-tone={job.error && job.state === "failed" ? "failed" : undefined}>
            {message}
          </span>
        </div>
      </div>
      <div {...cell("bar")}>
        <ProgressBar job={job} size="row" />
      </div>
      <div {...cell("percent")}>{stopped === "" ? percentage(job) : ""}</div>
      <div {...cell("amount")} title={exactAmount(job.progress)}>
        {stopped || amount(job.progress, true)}
      </div>
      <div {...cell("rate")} data-fresh={job.state === "running" || undefined}>
        {job.state === "running" && mark === undefined ? rate(job.progress) : ""}
      </div>
      <div {...cell("time")} data-fresh={!isFinal(job) || undefined} data-tone={mark}>
        <TimeWords job={job} />
      </div>
      <div {...cell("age")}>
        <When at={agedAt(job)} words={(now, times) => ageWords(job, now, times)} isInGrid={role === "gridcell"} />
      </div>
      <div {...cell("group")} title={job.groups.join(", ")}>
        {group !== undefined && (
          <Link className="cut" to={groupPlace(group)} tabIndex={role === "gridcell" ? -1 : undefined}>
            <bdi>{shorten(group, job.groups.length > 1 ? 11 : 14)}</bdi>
            {job.groups.length > 1 && ` +${job.groups.length - 1}`}
          </Link>
        )}
      </div>
      <div {...cell("node")} title={job.node}>
        <bdi>{job.node && shorten(job.node, 9)}</bdi>
      </div>
    </>
  );
}

function TimeWords({ job }: { job: JobSnapshot }) {
  return <>{useTime(({ serverNow }) => timeWords(withCalmEstimate(job, serverNow), serverNow))}</>;
}
