import type { ProgressHubError } from "@progresshub/client";
import { useGroupSummary } from "@progresshub/react";
import { lazy, Suspense } from "react";
import { GroupsPart } from "../groups/GroupsPart";
import { EmptyState } from "../jobs/EmptyState";
import { markOf } from "../jobs/jobWords";
import { SlowSign } from "../jobs/SlowSign";
import { useMissingNodes } from "../nodes/useMissingNodes";
import { Heading } from "../shell/Heading";
import { Link } from "../shell/Link";
import { Refused } from "../shell/Refused";
import { useTime } from "../shell/useTime";
import { Counts } from "./Counts";
import { NeedsLook } from "./NeedsLook";
import { RunningNow } from "./RunningNow";
import { useJobsNow } from "./useJobsNow";
import { useStats } from "./useStats";
import { VerdictLine } from "./VerdictLine";

const FinishedChart = lazy(async () => ({ default: (await import("./FinishedChart")).FinishedChart }));

/** Of the running jobs so many are looked through for what is amiss. */
const runningLimit = 50;
const failedLimit = 20;

export function OverviewPage() {
  const { summary, error: refused } = useGroupSummary("all");
  const { stats, isQueueGrowing, error, retry } = useStats();
  const { running = 0, failed = 0 } = summary?.byState ?? {};
  const changes = summary && JSON.stringify(summary.byState);
  const runningJobs = useJobsNow("running", runningLimit, running > 0 ? changes : "none");
  const failedJobs = useJobsNow("failed", failedLimit, String(failed));
  const missing = useMissingNodes();
  const marked = useTime(({ serverNow }) => JSON.stringify(runningJobs?.map((job) => markOf(job, serverNow)) ?? []));
  const marks = JSON.parse(marked) as (string | null)[];
  if (summary?.total === 0) return <FirstRun />;
  if (summary === undefined && stats === undefined) {
    const fault = refused ?? (error?.isTransient ? undefined : error);
    return fault ? <NoOverview error={fault} again={retry} /> : <SlowSign what="the overview" rows={8} />;
  }
  return (
    <>
      <VerdictLine
        byState={summary?.byState ?? stats?.byState ?? {}}
        stats={stats}
        isQueueGrowing={isQueueGrowing}
        missing={missing.length}
        lost={marks.filter((mark) => mark === "lost").length}
        quiet={marks.filter((mark) => mark === "quiet").length}
      />
      <Counts byState={summary?.byState ?? stats?.byState ?? {}} stats={stats} />
      <div className="overview-top">
        <section className="card finished" aria-labelledby="finished-title">
          {stats === undefined ? (
            error && (
              <div role="alert">
                <p>Could not read the numbers of the last hour. The jobs go on.</p>
                <button type="button" onClick={retry}>
                  Try again
                </button>
              </div>
            )
          ) : (
            <Suspense fallback={null}>
              <FinishedChart stats={stats} />
            </Suspense>
          )}
        </section>
        <NeedsLook missing={missing} running={runningJobs ?? []} failed={failedJobs} />
      </div>
      <RunningNow jobs={runningJobs} total={running} />
      <GroupsPart busy={runningJobs?.flatMap(({ groups }) => groups) ?? []} />
    </>
  );
}

/** Who may not see all jobs may still see some. */
function NoOverview({ error, again }: { error: ProgressHubError; again: () => void }) {
  return (
    <>
      <Heading>Overview</Heading>
      <Refused what="the overview" error={error} again={again} />
      <p className="muted">
        What you have a right to is found by its own link, or among the <Link to="groups">groups</Link>.
      </p>
    </>
  );
}

function FirstRun() {
  return (
    <>
      <VerdictLine byState={{}} stats={undefined} isQueueGrowing={false} missing={0} lost={0} quiet={0} />
      <EmptyState />
    </>
  );
}
