import { JsonView } from "../json/JsonView";
import type { Answer } from "../shell/useAnswer";
import type { JobDetail } from "./detail";
import { Failed } from "./Failed";
import { Loading } from "./Loading";

export function ArgumentsTab({ detail: { value, error, again } }: { detail: Answer<JobDetail> }) {
  if (value !== undefined) return <JsonView value={value.args} name="arguments" />;
  return error === undefined ? <Loading what="the arguments" /> : <Failed what="the arguments" error={error} again={again} />;
}
