import type { JobSnapshot } from "@progresshub/client";
import { useLayoutEffect, useRef } from "react";
import { span, took } from "../format/times";
import { SlowSign } from "../jobs/SlowSign";
import type { Answer } from "../shell/useAnswer";
import { useTime } from "../shell/useTime";
import { When } from "../shell/When";
import { type Lane, lanesOf, outcomeWords } from "./attemptLanes";
import type { JobDetail } from "./detail";
import { Failed } from "./Failed";
import "./attempts.css";

/** One lane for each attempt on a shared time axis: how long it waited, how long it ran, and how it ended. */
export function AttemptsTab({ job, detail: { value, error, again } }: { job: JobSnapshot; detail: Answer<JobDetail> }) {
  const now = useTime(({ serverNow }) => serverNow);
  if (value === undefined) {
    return error === undefined ? <SlowSign what="the attempts" rows={3} /> : <Failed what="the attempts" error={error} again={again} />;
  }
  const lanes = lanesOf(value.attempts, job.createdAt, now);
  if (lanes.length === 0) return <p className="muted empty-tab">No attempt has started yet.</p>;
  return (
    <ol className="lanes">
      {lanes.map((lane) => (
        <AttemptLane key={lane.key} lane={lane} job={job} />
      ))}
    </ol>
  );
}

function AttemptLane({ lane, job }: { lane: Lane; job: JobSnapshot }) {
  const { attempt, waitedMs, ranMs } = lane;
  const { outcome, startedAt, node } = attempt;
  const fraction = (outcome === undefined ? job.progress : attempt.progress)?.fraction;
  const how = outcome === undefined ? "Running" : outcomeWords[outcome];
  const far = fraction !== undefined && outcome !== "succeeded" ? ` at ${Math.floor(fraction * 100)}%` : "";
  return (
    <li data-outcome={outcome ?? "running"}>
      <span className="lane-name">Attempt {attempt.attempt}</span>
      <LaneBar lane={lane} />
      <span className="lane-words">
        <b>
          {how}
          {far}
        </b>
        <span className="muted">
          <When at={startedAt} />
          {waitedMs >= 1_000 && `, waited ${span(waitedMs)}`}, {outcome === undefined ? "runs for" : "took"} {took(ranMs)}
        </span>
        {node && (
          <bdi className="muted cut-name" title={node}>
            {node}
          </bdi>
        )}
        {attempt.error && (
          <span className="lane-error" dir="auto" title={attempt.error.message}>
            {attempt.error.message}
          </span>
        )}
      </span>
    </li>
  );
}

function LaneBar({ lane: { waitFrom, runFrom, runTo } }: { lane: Lane }) {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const style = bar.current?.style;
    style?.setProperty("--wait-from", `${waitFrom * 100}%`);
    style?.setProperty("--run-from", `${runFrom * 100}%`);
    style?.setProperty("--run-to", `${runTo * 100}%`);
  }, [waitFrom, runFrom, runTo]);
  return (
    <div className="lane" ref={bar} aria-hidden="true">
      <div className="lane-wait" />
      <div className="lane-run" />
    </div>
  );
}
