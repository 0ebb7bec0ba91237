import type { JobSnapshot } from "@progresshub/client";
import { useGroup } from "@progresshub/react";
import { EmptyState } from "../jobs/EmptyState";
import { JobList } from "../jobs/JobList";
import { StartForm } from "../start/StartForm";
import { StaleStrip } from "./StaleStrip";
import { TopBar } from "./TopBar";
import { usePageTitle } from "./usePageTitle";
import { useTime } from "./useTime";
import { Verdict } from "./Verdict";

/** The reserved group that every job of a host is a member of. */
const everyJob = "all";

const none: readonly JobSnapshot[] = [];

export function App() {
  const { jobs = none, receivedAt } = useGroup(everyJob);
  const isKnown = receivedAt !== undefined;
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
        <Verdict jobs={jobs} isKnown={isKnown} />
        <StartForm />
        {jobs.length > 0 && <JobList jobs={jobs} />}
        {jobs.length === 0 && isKnown && <EmptyState />}
      </main>
    </>
  );
}
