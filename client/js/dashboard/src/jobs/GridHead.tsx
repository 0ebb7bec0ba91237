import { memo, useEffect, useRef, useSyncExternalStore } from "react";
import type { Selection } from "./selection";

/** The names of the columns; its box takes all rows that are loaded. */
export const GridHead = memo(function GridHead({ selection, rows }: { selection: Selection; rows: readonly string[] }) {
  const { ids } = useSyncExternalStore(selection.subscribe, selection.getSnapshot);
  const box = useRef<HTMLInputElement>(null);
  const isAll = ids.size > 0 && rows.every((id) => ids.has(id));
  useEffect(() => {
    if (box.current) box.current.indeterminate = ids.size > 0 && !isAll;
  }, [ids, isAll]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot leave out the rows that are not seen.
    <div role="row" className="rows-head" aria-rowindex={1} tabIndex={-1}>
      <Head name="select">
        <input
          type="checkbox"
          ref={box}
          aria-label="Select all jobs that are loaded"
          checked={isAll}
          onChange={() => (isAll ? selection.clear() : selection.take(rows))}
        />
      </Head>
      <Head name="state">
        <span className="unseen">State</span>
      </Head>
      <Head name="name">Job</Head>
      <Head name="bar">Progress</Head>
      <Head name="percent">
        <span className="unseen">Percent</span>
      </Head>
      <Head name="amount">Amount</Head>
      <Head name="rate">Rate</Head>
      <Head name="time">Left or took</Head>
      <Head name="age">Age</Head>
      <Head name="group">Group</Head>
      <Head name="node">Node</Head>
    </div>
  );
});

function Head({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above.
    <div role="columnheader" className={`c-${name}`} tabIndex={-1}>
      {children}
    </div>
  );
}
