import { useGroupSummary } from "@progresshub/react";
import { useSyncExternalStore } from "react";
import { count } from "../format/numbers";
import { Refused } from "../shell/Refused";
import { addressOf, navigate } from "../shell/router";
import { EmptyState } from "./EmptyState";
import { type Filter, isFiltered } from "./filter";
import type { JobsModel } from "./jobsModel";
import { SlowSign } from "./SlowSign";

/** What stands where rows do not: while they are read, where there are none, and where they cannot be read. */
export function ListState({ model, fixed }: { model: JobsModel; fixed: Partial<Filter> }) {
  const { rows, isKnown, isLoading, error } = useSyncExternalStore(model.subscribe, model.getSnapshot);
  const { summary } = useGroupSummary(fixed.group ?? "all");
  if (error !== undefined) return <Refused what="these jobs" error={error} again={() => void model.more()} />;
  if (!isKnown || isLoading) return <SlowSign what="the jobs" rows={rows.length === 0 ? 16 : 2} />;
  if (rows.length > 0) return null;
  if (!isFiltered(model.filter, fixed)) return fixed.group === undefined && fixed.parent === undefined ? <EmptyState /> : <NoJobs />;
  const others = summary?.total ?? 0;
  return (
    <section className="notice">
      <h2>No job matches.</h2>
      {others > 0 && <p>{count(others)} jobs without these filters.</p>}
      <button type="button" onClick={() => navigate(addressOf(location.pathname))}>
        Clear filters
      </button>
    </section>
  );
}

function NoJobs() {
  return (
    <section className="notice">
      <h2>There are no jobs here.</h2>
    </section>
  );
}
