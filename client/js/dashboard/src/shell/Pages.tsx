import { lazy, Suspense } from "react";
import { GroupPage } from "../groups/GroupPage";
import { GroupsPage } from "../groups/GroupsPage";
import { JobsPage } from "../jobs/JobsPage";
import { OverviewPage } from "../overview/OverviewPage";
import { AbsentPage } from "./AbsentPage";
import type { Route } from "./router";

const JobPage = lazy(async () => ({ default: (await import("../job/JobPage")).JobPage }));
const NewPage = lazy(async () => ({ default: (await import("../new/NewPage")).NewPage }));
const RecurringPage = lazy(async () => ({ default: (await import("../recurring/RecurringPage")).RecurringPage }));
const NodesPage = lazy(async () => ({ default: (await import("../nodes/NodesPage")).NodesPage }));

/** The page of an address. */
export function Pages({ route }: { route: Route }) {
  return <Suspense fallback={null}>{pageOf(route)}</Suspense>;
}

// The keys make a page anew for another job or group.
function pageOf({ page, params }: Route) {
  switch (page) {
    case "overview":
      return <OverviewPage />;
    case "jobs":
      return <JobsPage />;
    case "job":
      return <JobPage key={params.id} />;
    case "groups":
      return <GroupsPage />;
    case "group":
      return <GroupPage key={params.name} />;
    case "new":
      return <NewPage />;
    case "recurring":
      return <RecurringPage />;
    case "nodes":
      return <NodesPage />;
    case "absent":
      return <AbsentPage />;
  }
}
