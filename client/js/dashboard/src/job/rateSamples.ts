import type { JobSnapshot } from "@progresshub/client";

/** The rate at a report; undefined where it was not known. */
export type RateSample = number | undefined;

const mostSamples = 60;

/** Adds the rate of a snapshot, once for each of its reports. */
export function withSample(samples: readonly RateSample[], job: JobSnapshot): readonly RateSample[] {
  return [...samples, job.state === "running" ? job.progress?.ratePerSecond : undefined].slice(-mostSamples);
}

export interface SparkShape {
  /** One line for each stretch without a gap. */
  readonly lines: readonly string[];
  readonly dot: { readonly x: number; readonly y: number } | undefined;
  /** Where the average lies. */
  readonly average: number | undefined;
}

/** The line from 0 to the highest rate, the newest sample at the right end; gaps stay gaps. */
export function sparkShape(samples: readonly RateSample[], width: number, height: number): SparkShape {
  const known = samples.filter((sample) => sample !== undefined);
  const highest = Math.max(0, ...known);
  if (highest <= 0) return { lines: [], dot: undefined, average: undefined };
  const edge = 2;
  const xOf = (at: number) => width - edge - ((samples.length - 1 - at) * (width - 2 * edge)) / (mostSamples - 1);
  const yOf = (rate: number) => height - edge - (rate / highest) * (height - 2 * edge);
  const points = samples.map((sample, at) => (sample === undefined ? undefined : `${round(xOf(at))},${round(yOf(sample))}`));
  const newest = samples.at(-1);
  return {
    lines: stretches(points),
    dot: newest === undefined ? undefined : { x: round(xOf(samples.length - 1)), y: round(yOf(newest)) },
    average: round(yOf(known.reduce((sum, rate) => sum + rate, 0) / known.length)),
  };
}

function stretches(points: readonly (string | undefined)[]): string[] {
  return points
    .map((point) => point ?? "|")
    .join(" ")
    .split("|")
    .map((stretch) => stretch.trim())
    .filter((stretch) => stretch.includes(" "));
}

const round = (value: number) => Math.round(value * 10) / 10;
