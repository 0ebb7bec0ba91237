import type { JobSnapshot } from "@progresshub/client";
import { span } from "../format/times";
import { markOf, messageOf } from "../jobs/jobWords";
import { StateIcon } from "../jobs/StateIcon";
import { Link } from "../shell/Link";
import { jobPlace } from "../shell/paths";
import { useTime } from "../shell/useTime";
import { When } from "../shell/When";

const mostRows = 4;
const hourMs = 3_600_000;

/** What an operator would ask about: lost and quiet jobs, and those that failed within the hour. */
export function NeedsLook({ running, failed }: { running: readonly JobSnapshot[]; failed: readonly JobSnapshot[] | undefined }) {
  const ids = useTime(({ serverNow }) => {
    const marked = running.filter((job) => markOf(job, serverNow) !== undefined);
    const recent = (failed ?? []).filter(({ finalizedAt }) => finalizedAt !== undefined && serverNow - Date.parse(finalizedAt) < hourMs);
    const lost = marked.filter((job) => markOf(job, serverNow) === "lost");
    return [...lost, ...recent, ...marked.filter((job) => !lost.includes(job))].map(({ id }) => id).join(" ");
  });
  const all = new Map([...running, ...(failed ?? [])].map((job) => [job.id, job]));
  const jobs = ids.split(" ").flatMap((id) => all.get(id) ?? []);
  return (
    <section className="card needs" aria-labelledby="needs-title">
      <h2 id="needs-title">
        Needs a look <span className="muted">{jobs.length > 0 && jobs.length}</span>
      </h2>
      {jobs.length === 0 && failed !== undefined && (
        <p className="muted">Nothing. No job is lost or quiet, and none failed in the last hour.</p>
      )}
      <ul className="needs-list">
        {jobs.slice(0, mostRows).map((job) => (
          <Needed key={job.id} job={job} />
        ))}
      </ul>
      {jobs.length > mostRows && (
        <Link className="more" to="jobs?state=failed">
          All failed jobs
        </Link>
      )}
    </section>
  );
}

function Needed({ job }: { job: JobSnapshot }) {
  const mark = useTime(({ serverNow }) => markOf(job, serverNow));
  const since = job.finalizedAt ?? job.lostAt ?? job.reportedAt ?? job.startedAt ?? job.createdAt;
  const quietFor = useTime(({ serverNow }) => span(serverNow - Date.parse(since)));
  const text = mark === "lost" ? "Lost: its reporter has stopped answering" : mark === "quiet" ? `Quiet for ${quietFor}` : messageOf(job);
  return (
    <li className="needed">
      <StateIcon job={job} />
      <Link className="kind" to={jobPlace(job.id)}>
        <bdi>{job.kind}</bdi>
      </Link>
      <span className="message" dir="auto" title={text}>
        {text}
      </span>
      <span className="ago">
        <When at={since} />
      </span>
    </li>
  );
}
