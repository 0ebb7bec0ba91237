import type { JobDetail } from "../job/detail";
import { Failed } from "../job/Failed";
import { SlowSign } from "../jobs/SlowSign";
import { Heading } from "../shell/Heading";
import { useRoute } from "../shell/router";
import { useAnswer } from "../shell/useAnswer";
import type { Kind } from "./kinds";
import { SubmitForm } from "./SubmitForm";
import "./new.css";

/** A form for a job of any kind; with `?from=` it begins with what another job was given. */
export function NewPage() {
  const { query } = useRoute();
  const from = query.get("from") ?? undefined;
  const kinds = useAnswer<{ kinds: readonly Kind[] }>("kinds");
  const detail = useAnswer<JobDetail>(from && `jobs/${encodeURIComponent(from)}/detail`);
  return (
    <div className="new">
      <Heading>New job</Heading>
      {content()}
    </div>
  );

  function content() {
    if (kinds.value === undefined) {
      return kinds.error ? <Failed what="the kinds" error={kinds.error} again={kinds.again} /> : <SlowSign what="the kinds" rows={3} />;
    }
    if (kinds.value.kinds.length === 0) {
      return <p className="muted">This server runs no kind of job. Add one with AddJob, or a command in its settings.</p>;
    }
    if (from !== undefined && detail.value === undefined && detail.error === undefined) return <SlowSign what="the other job" rows={3} />;
    return (
      <>
        {detail.error && <Failed what="the arguments of the other job" error={detail.error} again={detail.again} />}
        <SubmitForm key={from} kinds={kinds.value.kinds} from={detail.value} />
      </>
    );
  }
}
