import { type KeyboardEvent, useRef, useState } from "react";
import { count } from "../format/numbers";
import { timeOfDay } from "../format/times";
import { allMinutes, lastHour, type Minute, type Stats } from "./stats";
import { useColumns } from "./useColumns";

/** Ends per minute over an hour; failures have a scale of their own, so that two among thousands are seen. */
export function FinishedChart({ stats }: { stats: Stats }) {
  const minutes = allMinutes(stats);
  const [shown, setShown] = useState<number>();
  const upper = useRef<HTMLDivElement>(null);
  const lower = useRef<HTMLDivElement>(null);
  const columns = useColumns({ upper, lower, minutes, onShow: setShown });
  const minute = shown === undefined ? undefined : minutes[shown];
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    columns.show(Math.min(minutes.length - 1, Math.max(0, (shown ?? minutes.length) + by)));
  };
  return (
    <>
      <div className="section-head">
        <h2 id="finished-title">Finished per minute, 60 min</h2>
        <p className="muted chart-says">
          {minute === undefined ? `${count(minutes.at(-2)?.succeeded ?? 0)}/min now` : minuteWords(minute)}
        </p>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's. */}
      <div
        className="chart"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys show one minute after the other.
        tabIndex={0}
        aria-label={`${sentence(stats, minutes)} Arrow keys show one minute.`}
        onKeyDown={step}
      >
        <div ref={upper} className="chart-upper" data-state="succeeded" />
        <div ref={lower} className="chart-lower" data-state="failed" />
        <span className="chart-name muted">failed, own scale</span>
      </div>
    </>
  );
}

function minuteWords({ at, succeeded, failed, canceled }: Minute): string {
  const parts = [`${count(succeeded)} succeeded`, `${count(failed)} failed`, canceled > 0 && `${count(canceled)} canceled`];
  return [timeOfDay(Date.parse(at), false), ...parts].filter(Boolean).join(" · ");
}

function sentence(stats: Stats, minutes: readonly Minute[]): string {
  const { succeeded, failed } = lastHour(stats);
  const busiest = minutes.reduce((most, minute) => (minute.succeeded > most.succeeded ? minute : most));
  const most = busiest.succeeded > 0 ? `, most of them, ${count(busiest.succeeded)}, at ${timeOfDay(Date.parse(busiest.at), false)}` : "";
  return `In the last hour ${count(succeeded)} jobs succeeded${most}; ${count(failed)} failed.`;
}
