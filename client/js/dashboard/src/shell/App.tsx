import { EmptyState } from "../jobs/EmptyState";
import { JobList } from "../jobs/JobList";
import { StartForm } from "../start/StartForm";
import { useConnection, useJobs, useTime } from "./parts";
import { StaleStrip } from "./StaleStrip";
import { TopBar } from "./TopBar";
import { usePageTitle } from "./usePageTitle";
import { Verdict } from "./Verdict";

export function App() {
  const jobs = useJobs();
  const { heardAt } = useConnection();
  const isStale = useTime((tick) => tick.isStale);
  usePageTitle(jobs);
  return (
    <>
      <a className="skip" href="#jobs">
        Skip to the jobs
      </a>
      <TopBar />
      <StaleStrip />
      <main className="content" data-stale={isStale || undefined}>
        <Verdict jobs={jobs} isKnown={heardAt !== undefined} />
        <StartForm />
        {jobs.length > 0 && <JobList jobs={jobs} />}
        {jobs.length === 0 && heardAt !== undefined && <EmptyState />}
      </main>
    </>
  );
}
