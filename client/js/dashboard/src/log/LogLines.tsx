import { useVirtualizer } from "@tanstack/react-virtual";
import { type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { count } from "../format/numbers";
import { LogRow } from "./LogRow";
import type { LineRange } from "./lineRange";
import type { TimeForm } from "./lineTime";
import type { Rows } from "./rows";

const rowPx = 20;
const nearPx = 8;

/** Rows that are there beyond those in view: many for whoever scrolls, few while the end is followed, where each piece of news replaces them all. */
const rowsBeyond = { whileReading: 20, whileFollowing: 4 };

export interface LogLinesHandle {
  /** Brings a line into view. */
  show(seq: number): void;
}

interface LogLinesProps {
  ref: Ref<LogLinesHandle>;
  rows: Rows;
  nextSeq: number;
  dropped: number;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
  /** No more lines come. */
  isEnded: boolean;
  timeForm: TimeForm;
  startedAt: string;
  text: string;
  hitSeq: number | undefined;
  picked: LineRange | undefined;
  /** The line that is shown at first, where not the end is. */
  firstShown: number | undefined;
  onPick: (seq: number, isExtended: boolean) => void;
}

/** The lines in a window that scrolls by itself: only those in view are there. */
export function LogLines(props: LogLinesProps) {
  const { ref, rows, nextSeq, dropped, isFollowing, onFollow, isEnded, picked, hitSeq, firstShown, onPick, ...shown } = props;
  // The same from render to render, so that a row that has not changed is not drawn again.
  const newestPick = useRef(onPick);
  newestPick.current = onPick;
  const pick = useCallback((seq: number, isExtended: boolean) => newestPick.current(seq, isExtended), []);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    getItemKey: rows.seqAt,
    overscan: isFollowing ? rowsBeyond.whileFollowing : rowsBeyond.whileReading,
  });
  const height = virtualizer.getTotalSize();

  useLayoutEffect(() => {
    const { current } = scroller;
    // Each time anything has changed, in height or in lines: the end stays in view.
    if (isFollowing && current !== null && current.scrollHeight > height - 1) current.scrollTop = current.scrollHeight;
  }, [isFollowing, height]);

  const show = (seq: number) => virtualizer.scrollToIndex(rows.rowOf(seq), { align: "center" });
  useImperativeHandle(ref, () => ({ show }));
  const begin = useRef(firstShown);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as there are rows.
  useEffect(() => {
    if (rows.count === 0 || begin.current === undefined) return;
    show(begin.current);
    begin.current = undefined;
  }, [rows.count]);

  const onScroll = usePauses(scroller, isFollowing, onFollow);
  const missed = useMissed(nextSeq, isFollowing);
  return (
    <div className="log-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <div className="log-lines mono" ref={scroller} onScroll={onScroll} role="log" aria-live="off" aria-label="Lines" tabIndex={0}>
        {rows.count === 0 && <p className="muted log-empty">{isEnded ? "Nothing was logged." : "Nothing has been logged yet."}</p>}
        <div className="log-canvas" style={{ height }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const seq = rows.seqAt(index);
            const line = rows.lineAt(index);
            return (
              <div
                key={key}
                className="log-place"
                data-index={index}
                ref={virtualizer.measureElement}
                style={{ transform: `translateY(${start}px)` }}
              >
                <LogRow
                  {...shown}
                  seq={seq}
                  line={line}
                  dropped={line === undefined ? dropped : 0}
                  onPick={pick}
                  isPicked={picked !== undefined && seq >= picked.first && seq <= picked.last}
                  isCurrentHit={seq === hitSeq}
                />
              </div>
            );
          })}
        </div>
      </div>
      {!isFollowing && (!isEnded || missed > 0) && (
        <p className="log-paused">
          <span>Paused{missed > 0 && ` · ${count(missed)} new ${missed === 1 ? "line" : "lines"}`}</span>
          <button type="button" data-key="f" onClick={() => onFollow(true)}>
            Follow <kbd>f</kbd>
          </button>
        </p>
      )}
    </div>
  );
}

/** Scrolling up or selecting text pauses; reaching the end follows again. */
function usePauses(scroller: React.RefObject<HTMLDivElement | null>, isFollowing: boolean, onFollow: (isFollowing: boolean) => void) {
  const last = useRef(0);
  useEffect(() => {
    if (!isFollowing) return;
    const onSelect = () => {
      const selection = getSelection();
      if (selection !== null && !selection.isCollapsed && scroller.current?.contains(selection.anchorNode)) onFollow(false);
    };
    document.addEventListener("selectionchange", onSelect);
    return () => document.removeEventListener("selectionchange", onSelect);
  }, [scroller, isFollowing, onFollow]);
  return () => {
    const { current } = scroller;
    if (current === null) return;
    const { scrollTop, scrollHeight, clientHeight } = current;
    const isUp = scrollTop < last.current - 1;
    const isAtEnd = scrollHeight - scrollTop - clientHeight <= nearPx;
    const isDown = scrollTop > last.current + 1;
    last.current = scrollTop;
    if (isFollowing && isUp && !isAtEnd) onFollow(false);
    else if (!isFollowing && isDown && isAtEnd) onFollow(true);
  };
}

/** How many lines have come since the end was followed last. */
function useMissed(nextSeq: number, isFollowing: boolean): number {
  const [pausedAt, setPausedAt] = useState(nextSeq);
  if (isFollowing && pausedAt !== nextSeq) setPausedAt(nextSeq);
  return isFollowing ? 0 : Math.max(0, nextSeq - pausedAt);
}
