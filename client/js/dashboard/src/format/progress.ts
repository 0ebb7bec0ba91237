import type { JobProgress, JobSnapshot } from "@progresshub/client";
import { bytes, count, tightCount } from "./numbers";

/** "1.42 of 2.00 GB", "1,204 of 2,270 rows", "12 files"; empty while unknown. */
export function amount(progress: JobProgress | undefined, isTight = false): string {
  const { done, total, unit = "" } = progress ?? {};
  if (done === undefined) return "";
  if (unit === "B") {
    const part = bytes(done, total ?? done);
    if (total === undefined) return `${part.digits} ${part.unit}`;
    return `${part.digits} of ${bytes(total).digits} ${part.unit}`;
  }
  const write = isTight ? tightCount : count;
  return [write(done), ...(total === undefined ? [] : ["of", write(total)]), unit].filter(Boolean).join(" ");
}

/** The amount without any rounding, for hover. */
export function exactAmount(progress: JobProgress | undefined): string {
  const { done, total, unit = "" } = progress ?? {};
  if (done === undefined) return "";
  const word = unit === "B" ? "bytes" : unit;
  return [count(done), ...(total === undefined ? [] : ["of", count(total)]), word].filter(Boolean).join(" ");
}

/** Floored; one decimal when 1% takes longer than 60 s; 100% belongs to succeeded alone. */
export function percentage(job: JobSnapshot): string {
  if (job.state === "succeeded") return "100%";
  const { fraction, total, ratePerSecond } = job.progress ?? {};
  if (fraction === undefined) return "";
  const isSlow =
    job.state === "running" && total !== undefined && ratePerSecond !== undefined && ratePerSecond > 0 && total / 100 / ratePerSecond > 60;
  const factor = isSlow ? 10 : 1;
  const highest = isSlow ? 99.9 : 99;
  const percent = Math.min(highest, Math.floor(fraction * 100 * factor + 1e-9) / factor);
  return `${percent.toFixed(isSlow ? 1 : 0)}%`;
}

/** All is done but the job still runs. */
export function isFinishing(job: JobSnapshot): boolean {
  const { done, total } = job.progress ?? {};
  return job.state === "running" && total !== undefined && total > 0 && done === total;
}

/** "24.1 MB/s", "8,912 rows/s", below one a second "12 rows/min"; empty while unknown. */
export function rate(progress: JobProgress | undefined): string {
  const { ratePerSecond, unit = "" } = progress ?? {};
  if (ratePerSecond === undefined || ratePerSecond <= 0) return "";
  const [value, per] = ratePerSecond < 1 ? [ratePerSecond * 60, "min"] : [ratePerSecond, "s"];
  if (unit === "B") {
    const part = bytes(value);
    return `${part.digits} ${part.unit}/${per}`;
  }
  return `${tightCount(Math.round(value))}${unit && ` ${unit}`}/${per}`;
}
