import type { JobSnapshot } from "@progresshub/client";
import { useJob } from "@progresshub/react";
import { age, exact, span } from "../format/times";
import { stateWord, timeWords } from "../jobs/jobWords";
import { StateIcon } from "../jobs/StateIcon";
import { Link } from "../shell/Link";
import { jobPlace } from "../shell/paths";
import { useTime } from "../shell/useTime";
import { scheduleWords } from "./cronWords";
import { RecurringActions } from "./RecurringActions";
import type { Recurrence } from "./recurrence";

export function RecurringRow({ recurrence, onChanged }: { recurrence: Recurrence; onChanged: () => void }) {
  const { name, cron, timeZone, kind, paused, nextAt, lastAt, lastJobId } = recurrence;
  const { job } = useJob(lastJobId);
  const words = scheduleWords(cron, timeZone);
  const next = useTime(({ serverNow }) => (nextAt === undefined ? "" : nextWords(nextAt, serverNow)));
  return (
    <tr className="recurring-row" data-paused={paused || undefined}>
      <td className="r-name">
        <div className="two-lines">
          <b dir="auto" title={name}>
            {name}
          </b>
          <span className="muted" dir="auto" title={kind}>
            {kind}
          </span>
        </div>
      </td>
      <td className="r-schedule">
        <div className="two-lines">
          <span title={words}>{words ?? `By its expression, ${timeZone}`}</span>
          <code className="mono muted">{cron}</code>
        </div>
      </td>
      <td className="r-next" title={nextAt && exact(nextAt)}>
        {paused ? "Paused" : next}
      </td>
      <td className="r-last">{job === undefined ? <Unknown at={lastAt} /> : <LastRun job={job} />}</td>
      <td className="r-actions">
        <RecurringActions recurrence={recurrence} onChanged={onChanged} />
      </td>
    </tr>
  );
}

function nextWords(at: string, now: number): string {
  const left = Date.parse(at) - now;
  return left < 1_000 ? "now" : `in ${span(left)}`;
}

function LastRun({ job }: { job: JobSnapshot }) {
  const words = useTime(({ serverNow }) =>
    [stateWord(job), timeWords(job, serverNow), age(job.createdAt, serverNow)].filter(Boolean).join(" · "),
  );
  return (
    <Link to={jobPlace(job.id)} className="last-run" title={exact(job.createdAt)}>
      <StateIcon job={job} isNamed={false} />
      <span>{words}</span>
    </Link>
  );
}

function Unknown({ at }: { at: string | undefined }) {
  const words = useTime(({ serverNow }) => (at === undefined ? "Never" : `${age(at, serverNow)}, no longer kept`));
  return <span className="muted">{words}</span>;
}
