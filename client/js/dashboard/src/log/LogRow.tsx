import type { LogLine } from "@progresshub/client/log";
import { type MouseEvent, memo } from "react";
import { count } from "../format/numbers";
import { exact } from "../format/times";
import { runsOf } from "./ansi";
import { levelMarks } from "./levels";
import { lineTime, type TimeForm } from "./lineTime";
import { markHits } from "./markHits";

interface LogRowProps {
  seq: number;
  line: LogLine | undefined;
  /** The numbers 1 to this are no longer kept. */
  dropped: number;
  timeForm: TimeForm;
  startedAt: string;
  text: string;
  isPicked: boolean;
  isCurrentHit: boolean;
  onPick: (seq: number, isExtended: boolean) => void;
}

export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { seq, line, dropped, timeForm, startedAt, text, isPicked, isCurrentHit, onPick } = props;
  if (seq === 0) return <div className="log-row log-gone">{count(dropped)} older lines dropped: the newest are kept.</div>;
  const pick = (event: MouseEvent) => {
    event.preventDefault();
    onPick(seq, event.shiftKey);
  };
  return (
    <div className="log-row" data-level={line?.level} data-picked={isPicked || undefined} data-hit={isCurrentHit || undefined}>
      {/* The page's <base> would make another page of the bare fragment. */}
      <a className="log-number" href={`${location.pathname}${location.search}#L${seq}`} onClick={pick} tabIndex={-1}>
        {seq}
      </a>
      {timeForm !== "off" && (
        <span className="log-time" title={line && exact(line.at)}>
          {line && lineTime(line.at, timeForm, startedAt)}
        </span>
      )}
      <span className="log-level">{line && levelMarks[line.level]}</span>
      <span className="log-text" dir="auto">
        {line === undefined ? (
          <span className="muted">{seq <= dropped ? "No longer kept." : "…"}</span>
        ) : (
          <Text line={line.text} wanted={text} />
        )}
      </span>
    </div>
  );
});

function Text({ line, wanted }: { line: string; wanted: string }) {
  return runsOf(line).map((run, at) => {
    const parts = markHits(run.text, wanted).map((part, index) =>
      // biome-ignore lint/suspicious/noArrayIndexKey: a line never changes.
      part.isHit ? <mark key={index}>{part.text}</mark> : part.text,
    );
    return run.style === "" ? (
      parts
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line never changes.
      <span key={at} className={run.style}>
        {parts}
      </span>
    );
  });
}
