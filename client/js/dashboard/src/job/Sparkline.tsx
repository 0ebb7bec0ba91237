import type { JobSnapshot } from "@progresshub/client";
import { useRef } from "react";
import { rate } from "../format/progress";
import { type RateSample, sparkShape, withSample } from "./rateSamples";

const width = 96;
const height = 20;

/** The rate of the last reports, as far as this page has seen them. */
export function Sparkline({ job }: { job: JobSnapshot }) {
  const samples = useSamples(job);
  const { lines, dot, average } = sparkShape(samples, width, height);
  if (dot === undefined && lines.length === 0) return null;
  return (
    <svg
      className="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={spoken(samples, job)}
    >
      {average !== undefined && <line className="spark-average" x1="0" x2={width} y1={average} y2={average} />}
      {lines.map((points) => (
        <polyline key={points} points={points} />
      ))}
      {dot && <circle cx={dot.x} cy={dot.y} r="2" />}
    </svg>
  );
}

function useSamples(job: JobSnapshot): readonly RateSample[] {
  const kept = useRef<{ reportedAt: string | undefined; attempt: number; samples: readonly RateSample[] }>(undefined);
  const { reportedAt, attempt } = job;
  if (kept.current === undefined || kept.current.attempt !== attempt) kept.current = { reportedAt: undefined, attempt, samples: [] };
  if (reportedAt !== undefined && kept.current.reportedAt !== reportedAt)
    kept.current = { reportedAt, attempt, samples: withSample(kept.current.samples, job) };
  return kept.current.samples;
}

function spoken(samples: readonly RateSample[], { progress }: JobSnapshot): string {
  const known = samples.filter((sample) => sample !== undefined);
  const word = (ratePerSecond: number) => rate({ ...progress, ratePerSecond });
  return `The rate of the last ${known.length} reports: ${word(Math.min(...known))} to ${word(Math.max(...known))}.`;
}
