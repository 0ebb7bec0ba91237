import { useProgressHub } from "@progresshub/react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { count } from "../format/numbers";
import { rememberList } from "../job/lastList";
import { keep, useRoute } from "../shell/router";
import { ActionRow } from "./ActionRow";
import { FilterRow } from "./FilterRow";
import { type Filter, readFilter, writeFilter } from "./filter";
import { JobGrid } from "./JobGrid";
import { JobsModel } from "./jobsModel";
import { ListState } from "./ListState";
import { Selection } from "./selection";
import { useNewJobs } from "./useNewJobs";
import { useTotal } from "./useTotal";

/** The list of jobs that the address asks for, within what the page itself says: a group, or the children of a job. */
export function JobsView({ fixed }: { fixed: Partial<Filter> }) {
  const { query, entry } = useRoute();
  const { clock } = useProgressHub();
  const { filter, unknown } = readFilter(query, fixed);
  const address = writeFilter(filter);
  const { model, selection } = keep(entry, `jobs ${address}`, () => ({
    model: new JobsModel(filter, clock.getSnapshot().serverNow),
    selection: new Selection(),
  }));
  const view = useSyncExternalStore(model.subscribe, model.getSnapshot);
  const selected = useSyncExternalStore(selection.subscribe, selection.getSnapshot);
  const [isBusy, setBusy] = useState(false);
  const total = useTotal(filter, view.isKnown);
  useNewJobs(model, isBusy || selected.ids.size > 0);
  useEffect(() => rememberList(() => model.getSnapshot().rows), [model]);
  useEffect(() => {
    if (!model.getSnapshot().isKnown) void model.more();
  }, [model]);
  return (
    <section className="list" aria-label="Jobs">
      <div className="list-bar">
        {selected.ids.size > 0 ? (
          <ActionRow model={model} selection={selection} total={total} />
        ) : (
          <FilterRow filter={filter} fixed={fixed} unknown={unknown} total={total} loaded={view.isKnown ? view.rows.length : undefined}>
            {view.unfit > 0 && (
              <button type="button" className="link-button" onClick={() => model.renew()}>
                {count(view.unfit)} no longer {view.unfit === 1 ? "matches" : "match"} · renew
              </button>
            )}
          </FilterRow>
        )}
      </div>
      {view.rows.length > 0 && <JobGrid model={model} selection={selection} total={total} onBusy={setBusy} />}
      <ListState model={model} fixed={fixed} />
    </section>
  );
}
