import type { JobSnapshot } from "@progresshub/client";
import { useRef } from "react";
import { exactAmount, percentage } from "../format/progress";
import { timeLeft } from "../format/times";
import { useTime } from "../shell/useTime";
import { type BarSize, barShape } from "./barShape";
import { markOf, stateWord } from "./jobWords";
import { useGlide } from "./useGlide";

export function ProgressBar({ job, size }: { job: JobSnapshot; size: BarSize }) {
  const fill = useRef<HTMLDivElement>(null);
  const { form, fraction } = barShape(job);
  const mark = useTime(({ serverNow }) => markOf(job, serverNow));
  useGlide(fill, fraction, job.attempt, size);
  return (
    <div
      className={`bar bar-${size}`}
      role="progressbar"
      aria-label={`Progress of ${job.kind}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={form === "measured" ? Math.floor(fraction * 100) : undefined}
      aria-valuetext={useSpoken(job)}
      data-state={job.state}
      data-form={form}
      data-mark={mark}
    >
      <div className="bar-fill" ref={fill} />
    </div>
  );
}

const spokenEveryMs = 5_000;

/** The bar in words, renewed at most every five seconds and at each change of state. */
function useSpoken(job: JobSnapshot): string {
  const last = useRef<{ text: string; state: string; at: number }>(undefined);
  const at = performance.now();
  const before = last.current;
  if (before === undefined || before.state !== job.state || at - before.at >= spokenEveryMs) {
    last.current = { text: spoken(job), state: job.state, at };
    return last.current.text;
  }
  return before.text;
}

function spoken(job: JobSnapshot): string {
  const percent = percentage(job).replace("%", " percent");
  const left = job.state === "running" && job.progress?.etaSeconds !== undefined ? timeLeft(job.progress.etaSeconds) : "";
  return [stateWord(job), percent, exactAmount(job.progress), left].filter(Boolean).join(", ");
}
