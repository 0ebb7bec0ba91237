import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { count } from "../format/numbers";
import { useKey } from "../shell/keys";
import { GridHead } from "./GridHead";
import { JobRow } from "./JobRow";
import type { JobsModel } from "./jobsModel";
import type { Selection } from "./selection";
import { useLiveRows } from "./useLiveRows";
import { useLongPress } from "./useLongPress";
import { useRowFocus } from "./useRowFocus";
import { useRowHeight } from "./useRowHeight";

interface JobGridProps {
  model: JobsModel;
  selection: Selection;
  total: number | undefined;
  /** The pointer or the focus is in the list: nothing may move. */
  onBusy: (isBusy: boolean) => void;
}

/** So many rows before the end the next page is asked for. */
const aheadRows = 30;

export function JobGrid({ model, selection, total, onBusy }: JobGridProps) {
  const { rows, waiting, isComplete, error } = useSyncExternalStore(model.subscribe, model.getSnapshot);
  const { ids: selected } = useSyncExternalStore(selection.subscribe, selection.getSnapshot);
  const body = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const [top, setTop] = useState(0);
  const focus = useRowFocus(model, body);
  const focusedAt = focus.id === undefined ? -1 : rows.indexOf(focus.id);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    scrollMargin: top,
    overscan: 6,
    // A row that has the focus never leaves the page.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return focusedAt < 0 || shown.includes(focusedAt) ? shown : [...shown, focusedAt].sort((a, b) => a - b);
    },
  });
  useLayoutEffect(() => setTop(Math.round((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY)), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a phone that is turned changes the height of rows.
  useEffect(() => virtualizer.measure(), [rowHeight]);
  const items = virtualizer.getVirtualItems();
  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  useLiveRows(model, rows.slice(startIndex, endIndex + 1));
  const isNearEnd = endIndex + aheadRows >= rows.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that came may have been too short.
  useEffect(() => {
    if (isNearEnd && !isComplete && error === undefined) void model.more();
  }, [isNearEnd, isComplete, rows.length, model, error]);

  const move = (step: number) => {
    const next = focusedAt < 0 ? startIndex : Math.min(rows.length - 1, Math.max(0, focusedAt + step));
    const id = rows[next];
    if (id === undefined) return;
    virtualizer.scrollToIndex(next, { align: "auto" });
    focus.take(id);
  };
  const current = rows[focusedAt];
  useKey("j", () => move(1));
  useKey("k", () => move(-1));
  useKey("x", current === undefined ? undefined : () => selection.toggle(current));
  useKey("Shift+x", current === undefined ? undefined : () => selection.extend(current, rows));
  useKey(".", waiting.length > 0 ? () => model.showWaiting() : undefined);

  const press = useLongPress((id) => selection.toggle(id));
  const guard = (event: MouseEvent) => {
    const isPress = press.takesClick();
    if (!isPress && !model.isGuarded) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const inside = useInside(onBusy);
  return (
    <div className="grid-frame">
      {waiting.length > 0 && (
        <button type="button" className="waiting" title="Key: ." onClick={() => model.showWaiting()}>
          {count(waiting.length)}
          {waiting.length >= 100 && "+"} new {waiting.length === 1 ? "job" : "jobs"} · show
        </button>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot leave out the rows that are not seen. */}
      <div
        className="rows"
        role="grid"
        tabIndex={-1}
        aria-label="Jobs"
        aria-multiselectable="true"
        aria-rowcount={isComplete ? rows.length + 1 : (total ?? -1)}
        onClickCapture={guard}
        {...press.handlers}
        {...inside}
      >
        <GridHead selection={selection} rows={rows} />
        {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
        <div role="rowgroup" className="rows-body" ref={body} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const id = rows[index];
            if (id === undefined) return null;
            return (
              <JobRow
                key={id}
                id={id}
                model={model}
                selection={selection}
                rowIndex={index + 2}
                top={start - top}
                isSelected={selected.has(id)}
                isTabStop={focusedAt < 0 ? index === startIndex : index === focusedAt}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Whether the pointer or the focus is within. */
function useInside(onChange: (isInside: boolean) => void) {
  const state = useRef({ pointer: false, focus: false });
  const set = (change: Partial<typeof state.current>) => {
    Object.assign(state.current, change);
    onChange(state.current.pointer || state.current.focus);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: on leaving only.
  useEffect(() => () => onChange(false), []);
  return {
    onPointerEnter: () => set({ pointer: true }),
    onPointerLeave: () => set({ pointer: false }),
    onFocus: () => set({ focus: true }),
    onBlur: (event: React.FocusEvent) => set({ focus: event.currentTarget.contains(event.relatedTarget) }),
  };
}
