import type { JobSnapshot } from "@progresshub/client";
import { memo, useCallback, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { jobPlace } from "../shell/paths";
import { navigate } from "../shell/router";
import { JobCells } from "./JobCells";
import type { JobsModel } from "./jobsModel";
import type { Selection } from "./selection";

interface JobRowProps {
  id: string;
  model: JobsModel;
  selection: Selection;
  /** From 1, the head counted. */
  rowIndex: number;
  /** In pixels from the first row. */
  top: number;
  isSelected: boolean;
  isTabStop: boolean;
}

/** Not drawn again where a row was only selected, or has got the tab stop. */
const Cells = memo(JobCells);

/** One row of the list. It renders again when its own job has changed, and only then. */
export const JobRow = memo(function JobRow({ id, model, selection, rowIndex, top, isSelected, isTabStop }: JobRowProps) {
  const follow = useCallback((changed: () => void) => model.followRow(id, changed), [model, id]);
  const job = useSyncExternalStore(follow, () => model.job(id));
  const isGone = useSyncExternalStore(follow, () => model.isGone(id));
  const row = useRef<HTMLDivElement>(null);
  // By CSSOM: a strict policy forbids style attributes in markup.
  useLayoutEffect(() => {
    if (row.current) row.current.style.transform = `translateY(${top}px)`;
  }, [top]);
  if (job === undefined) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot leave out the rows that are not seen.
    <div
      role="row"
      ref={row}
      className="row"
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      data-job={id}
      data-state={job.state}
      data-unfit={isGone || model.isUnfit(job) || undefined}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.target === event.currentTarget) navigate(jobPlace(id));
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      <div role="gridcell" className="c-select" tabIndex={-1}>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Select ${job.kind} ${id.slice(-4)}`}
          checked={isSelected}
          onClick={(event) => (event.shiftKey ? selection.extend(id, model.getSnapshot().rows) : selection.toggle(id))}
          readOnly
        />
      </div>
      <Cells job={job} role="gridcell" note={noteOf(job, model, isGone)} />
    </div>
  );
});

function noteOf(job: JobSnapshot, model: JobsModel, isGone: boolean): string | undefined {
  if (isGone) return "removed";
  return model.isUnfit(job) ? "no longer matches" : undefined;
}
