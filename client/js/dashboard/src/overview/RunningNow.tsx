import type { JobSnapshot } from "@progresshub/client";
import { useJob } from "@progresshub/react";
import { count } from "../format/numbers";
import { JobCells } from "../jobs/JobCells";
import { Link } from "../shell/Link";

const mostRows = 6;

/** What runs, live; of many the newest. */
export function RunningNow({ jobs, total }: { jobs: readonly JobSnapshot[] | undefined; total: number }) {
  if (jobs === undefined || (jobs.length === 0 && total === 0)) return null;
  return (
    <section aria-labelledby="running-title">
      <div className="section-head">
        <h2 id="running-title">
          Running now <span className="muted">{count(total)}</span>
        </h2>
        <Link to="jobs?state=running">All running ›</Link>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: the rows are laid out as those of the list, which cannot be a table. */}
      <div role="table" className="rows plain" aria-labelledby="running-title">
        {jobs.slice(0, mostRows).map((job) => (
          <Row key={job.id} job={job} />
        ))}
      </div>
    </section>
  );
}

function Row({ job }: { job: JobSnapshot }) {
  const { job: pushed } = useJob(job.id);
  const newest = pushed !== undefined && pushed.version > job.version ? pushed : job;
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above.
    <div role="row" className="row" tabIndex={-1} data-job={job.id} data-state={newest.state}>
      <JobCells job={newest} role="cell" />
    </div>
  );
}
