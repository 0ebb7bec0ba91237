import type { JobSnapshot } from "@progresshub/client";
import type { LogLine } from "@progresshub/client/log";
import { useEffect, useRef, useState } from "react";
import { Failed } from "../job/Failed";
import { isFinal } from "../jobs/jobWords";
import { SlowSign } from "../jobs/SlowSign";
import { useKey } from "../shell/keys";
import { choose, useSetting } from "../shell/settings";
import { errorStarts } from "./errorBlocks";
import { LogLines, type LogLinesHandle } from "./LogLines";
import { LogToolbar } from "./LogToolbar";
import { clicked } from "./lineRange";
import { ReadNewLines } from "./ReadNewLines";
import { allRows, matchingRows } from "./rows";
import { useBase } from "./useBase";
import { useLog, useMatches } from "./useLog";
import { useLogAddress } from "./useLogAddress";
import { useSearch } from "./useSearch";
import "./log.css";

/** So many warnings are counted without being asked for. */
const countedWarnings = 1_000;

/** The log of one job: its end as it comes, the rest by range. */
export function LogView({ job }: { job: JobSnapshot }) {
  const { filter, text, picked, go } = useLogAddress(job.id);
  const { watch, tail, ranges } = useLog(job.id);
  const search = useSearch(watch, text, filter.level);
  const warnings = useMatches(watch, warningsOnly, countedWarnings);
  const timeForm = useSetting("logTime");
  const isWrapped = useSetting("logWrap") === "on";
  const wrap = () => choose("logWrap", isWrapped ? "off" : "on");
  const [isFollowing, setFollowing] = useState(picked === undefined && search.text === "" && job.state !== "failed");
  const base = useBase(tail.lines && tail.dropped, isFollowing);
  const lines = useRef<LogLinesHandle>(null);
  const errorAt = useRef(0);
  useEffect(() => {
    if (filter.level !== undefined) warnings.all();
  }, [filter.level, warnings]);
  const graver = filter.level === "Error" ? warnings.grave : warnings.lines;
  const rows = filter.level === undefined ? allRows(ranges, base, tail.nextSeq) : matchingRows(graver);

  /** Shows a line to somebody who reads. */
  const stopAt = (seq: number) => {
    setFollowing(false);
    lines.current?.show(seq);
  };
  useKey("f", isFollowing ? undefined : () => setFollowing(true));
  useKey("w", wrap);
  useKey("e", () => {
    warnings.all();
    const errors = errorStarts(warnings.lines);
    const next = errors.find((seq) => seq > errorAt.current) ?? errors[0];
    if (next === undefined) return;
    errorAt.current = next;
    stopAt(next);
    go({ picked: { first: next, last: next } });
  });
  const walk = (step: 1 | -1) => {
    const hit = search.walk(step);
    if (hit !== undefined) stopAt(hit.seq);
  };

  if (tail.lines === undefined)
    return tail.error ? <Failed what="the log" error={tail.error} again={() => location.reload()} /> : <SlowSign what="the log" rows={3} />;
  const error = ranges.error ?? warnings.error ?? search.error;
  const again = () => {
    ranges.tryAgain();
    warnings.tryAgain();
    search.tryAgain();
  };
  return (
    <section className="log" aria-label="Log" data-wrap={isWrapped || undefined}>
      <LogToolbar
        job={job}
        watch={watch}
        search={search}
        onText={(typed) => {
          if (typed !== "") setFollowing(false);
          go({ text: typed });
        }}
        onWalk={walk}
        filter={filter}
        onFilter={(level) => go({ level })}
        counts={{ all: tail.nextSeq - 1 - tail.dropped, warnings }}
        timeForm={timeForm}
        onTimeForm={(form) => choose("logTime", form)}
        isWrapped={isWrapped}
        onWrap={wrap}
        picked={picked}
      />
      <ReadNewLines lines={tail.lines} />
      {error && <Failed what="a part of the log" error={error} again={again} />}
      <LogLines
        ref={lines}
        rows={rows}
        nextSeq={tail.nextSeq}
        dropped={tail.dropped}
        isFollowing={isFollowing}
        onFollow={setFollowing}
        isEnded={isFinal(job)}
        timeForm={timeForm}
        startedAt={job.startedAt ?? job.createdAt}
        text={search.text}
        hitSeq={search.current?.seq}
        picked={picked}
        firstShown={picked?.first ?? (job.state === "failed" ? graveEnd(tail.lines) : undefined)}
        onPick={(seq, isExtended) => {
          setFollowing(false);
          go({ picked: clicked(picked, seq, isExtended) });
        }}
      />
    </section>
  );
}

const warningsOnly = { level: "Warning" } as const;

/** Where the log of a failed job opens: its last error. */
function graveEnd(lines: readonly LogLine[]): number | undefined {
  return errorStarts(lines).at(-1) ?? lines.at(-1)?.seq;
}
