import type { JobSnapshot } from "@progresshub/client";
import { SlowSign } from "../jobs/SlowSign";
import { JsonView } from "../json/JsonView";
import { useAnswer } from "../shell/useAnswer";
import { Failed } from "./Failed";

/** A small result is in the snapshot; a larger one is asked for. */
export function ResultTab({ job }: { job: JobSnapshot }) {
  const { value, error, again } = useAnswer<unknown>(job.result === undefined ? `jobs/${job.id}/result` : undefined, job.version);
  const result = job.result ?? value;
  if (result !== undefined) return <JsonView value={result} name="result" />;
  return error === undefined ? <SlowSign what="the result" rows={3} /> : <Failed what="the result" error={error} again={again} />;
}
