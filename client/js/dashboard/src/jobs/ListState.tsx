import { useGroupSummary } from "@progresshub/react";
import { useSyncExternalStore } from "react";
import { count } from "../format/numbers";
import { addressOf, navigate } from "../shell/router";
import { EmptyState } from "./EmptyState";
import { type Filter, isFiltered } from "./filter";
import type { JobsModel } from "./jobsModel";
import { SlowSign } from "./SlowSign";

/** What stands where rows do not: while they are read, where there are none, and where they cannot be read. */
export function ListState({ model, fixed }: { model: JobsModel; fixed: Partial<Filter> }) {
  const { rows, isKnown, isLoading, error } = useSyncExternalStore(model.subscribe, model.getSnapshot);
  const { summary } = useGroupSummary(fixed.group ?? "all");
  if (error !== undefined) {
    const isForbidden = error.status === 401 || error.status === 403;
    return (
      <section className="notice" role="alert">
        <h2>{isForbidden ? "You may not see these jobs." : "Could not read the jobs."}</h2>
        <p>
          {error.message} {error.cure} {!isForbidden && "The jobs themselves go on."}
        </p>
        {!isForbidden && (
          <button type="button" onClick={() => void model.more()}>
            Try again
          </button>
        )}
      </section>
    );
  }
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
