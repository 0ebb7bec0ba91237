import type { JobSnapshot } from "@progresshub/client";
import { count } from "../format/numbers";
import { percentage } from "../format/progress";
import { messageOf, timeWords } from "../jobs/jobWords";
import { ProgressBar } from "../jobs/ProgressBar";
import { SlowSign } from "../jobs/SlowSign";
import { StateIcon } from "../jobs/StateIcon";
import { Link } from "../shell/Link";
import { jobPlace } from "../shell/paths";
import { useAnswer } from "../shell/useAnswer";
import { useTime } from "../shell/useTime";
import { ChildrenBar } from "./ChildrenBar";
import { Failed } from "./Failed";
import "./children.css";

const shownAtOnce = 100;

/** The children of a job: all of them as one bar, then each. */
export function ChildrenTab({ job }: { job: JobSnapshot }) {
  // Each end of a child is news of the parent.
  const { value, error, again } = useAnswer<{ jobs: JobSnapshot[]; nextCursor?: string }>(
    `jobs?parent=${job.id}&limit=${shownAtOnce}`,
    JSON.stringify(job.children),
  );
  if (value === undefined)
    return error ? <Failed what="the children" error={error} again={again} /> : <SlowSign what="the children" rows={3} />;
  return (
    <div className="children">
      {job.children && <ChildrenBar counts={job.children} />}
      <ul className="child-rows">
        {value.jobs.map((child) => (
          <ChildRow key={child.id} job={child} />
        ))}
      </ul>
      {value.nextCursor && (
        <p>
          <Link to={`jobs?parent=${job.id}`}>All {count(job.children?.total ?? value.jobs.length)} children</Link>
        </p>
      )}
    </div>
  );
}

function ChildRow({ job }: { job: JobSnapshot }) {
  const words = useTime(({ serverNow }) => timeWords(job, serverNow));
  return (
    <li className="child-row">
      <StateIcon job={job} />
      <Link to={jobPlace(job.id)} className="cut-name">
        <bdi>{job.kind}</bdi>
      </Link>
      <span className="child-message muted" dir="auto">
        {messageOf(job)}
      </span>
      <ProgressBar job={job} size="row" />
      <span className="child-percent">{percentage(job)}</span>
      <span className="muted child-time">{words}</span>
    </li>
  );
}
