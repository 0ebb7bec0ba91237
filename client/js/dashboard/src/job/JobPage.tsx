import type { JobSnapshot } from "@progresshub/client";
import { useJob } from "@progresshub/react";
import { SlowSign } from "../jobs/SlowSign";
import { useRoute } from "../shell/router";
import { useAnswer } from "../shell/useAnswer";
import { AbsentJob } from "./AbsentJob";
import { Counters } from "./Counters";
import type { JobDetail } from "./detail";
import { ErrorPanel } from "./ErrorPanel";
import { Facts } from "./Facts";
import { JobHeader } from "./JobHeader";
import { JobProgressPanel } from "./JobProgressPanel";
import { JobTabs } from "./JobTabs";
import { Stages } from "./Stages";
import { useJobTab } from "./useJobTab";
import { useSpokenJob } from "./useSpokenJob";
import "./job.css";

/** One job: how far, how long still, and if it failed: why. */
export function JobPage() {
  const { id } = useRoute().params;
  const { job, error } = useJob(id);
  useJobTab(job);
  useSpokenJob(job);
  if (error !== undefined) return <AbsentJob error={error} last={job} />;
  return job === undefined ? <SlowSign what="the job" rows={3} /> : <Job job={job} />;
}

function Job({ job }: { job: JobSnapshot }) {
  // Attempts change with the state, not with each report.
  const detail = useAnswer<JobDetail>(`jobs/${job.id}/detail`, `${job.state} ${job.attempt} ${job.finalizedAt}`);
  return (
    <article className="job">
      <JobHeader job={job} />
      {job.error && job.state !== "running" && <ErrorPanel job={job} />}
      <JobProgressPanel job={job} attempts={detail.value?.attempts} />
      <Stages stages={job.progress?.stages} isFinal={job.finalizedAt !== undefined} />
      <Counters counters={job.counters} />
      <div className="job-below">
        <JobTabs job={job} detail={detail} />
        <Facts job={job} />
      </div>
    </article>
  );
}
