import { SlowSign } from "../jobs/SlowSign";
import { JsonView } from "../json/JsonView";
import type { Answer } from "../shell/useAnswer";
import type { JobDetail } from "./detail";
import { Failed } from "./Failed";

export function ArgumentsTab({ detail: { value, error, again } }: { detail: Answer<JobDetail> }) {
  if (value !== undefined) return <JsonView value={value.args} name="arguments" />;
  return error === undefined ? <SlowSign what="the arguments" rows={3} /> : <Failed what="the arguments" error={error} again={again} />;
}
