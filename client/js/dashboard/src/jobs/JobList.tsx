import type { JobSnapshot } from "@progresshub/client";
import { useCallback, useState } from "react";
import { count } from "../format/numbers";
import { JobRow } from "./JobRow";
import { useRowOrder } from "./useRowOrder";

export function JobList({ jobs }: { jobs: readonly JobSnapshot[] }) {
  const { rows, waiting, showWaiting, listeners } = useRowOrder(jobs);
  const [opened, setOpened] = useState<string>();
  const toggle = useCallback((id: string) => setOpened((before) => (before === id ? undefined : id)), []);
  return (
    <section className="list" id="jobs" aria-label="Jobs">
      <div className="list-head">
        <span className="muted">
          {count(jobs.length)} {jobs.length === 1 ? "job" : "jobs"}
        </span>
        {waiting > 0 && (
          <button type="button" className="waiting" onClick={showWaiting}>
            {count(waiting)} new {waiting === 1 ? "job" : "jobs"} · show
          </button>
        )}
        <span className="muted">Newest first</span>
      </div>
      <table className="rows" {...listeners}>
        <thead>
          <tr>
            <th scope="col" className="c-state">
              <span className="unseen">State</span>
            </th>
            <th scope="col" className="c-name">
              Job
            </th>
            <th scope="col" className="c-bar">
              Progress
            </th>
            <th scope="col" className="c-percent">
              <span className="unseen">Percent</span>
            </th>
            <th scope="col" className="c-amount">
              Amount
            </th>
            <th scope="col" className="c-rate">
              Rate
            </th>
            <th scope="col" className="c-time">
              Left or took
            </th>
            <th scope="col" className="c-age">
              Age
            </th>
            <th scope="col" className="c-group">
              Group
            </th>
            <th scope="col" className="c-node">
              Node
            </th>
            <th scope="col" className="c-action">
              <span className="unseen">Action</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((job) => (
            <JobRow key={job.id} job={job} isOpen={opened === job.id} onToggle={toggle} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
