import type { JobSnapshot } from "@progresshub/client";
import { useJob } from "@progresshub/react";
import { useRef } from "react";
import { moment, span, type Times } from "../format/times";
import { useSeen } from "../groups/useSeen";
import { stateWord, timeWords } from "../jobs/jobWords";
import { StateIcon } from "../jobs/StateIcon";
import { Link } from "../shell/Link";
import { jobPlace } from "../shell/paths";
import { useTime } from "../shell/useTime";
import { When } from "../shell/When";
import { scheduleWords } from "./cronWords";
import { Outcomes } from "./Outcomes";
import { RecurringActions } from "./RecurringActions";
import type { Recurrence } from "./recurrence";

export function RecurringRow({ recurrence, onChanged }: { recurrence: Recurrence; onChanged: () => void }) {
  const { name, cron, timeZone, kind, paused, nextAt, lastAt, lastJobId, recentJobIds } = recurrence;
  const row = useRef<HTMLTableRowElement>(null);
  const isSeen = useSeen(row);
  const { job } = useJob(isSeen ? lastJobId : undefined);
  const words = scheduleWords(cron, timeZone);
  return (
    <tr className="record recurring-row" ref={row} data-paused={paused || undefined}>
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
      <td className="r-next">{paused ? "Paused" : nextAt && <When at={nextAt} words={(now, times) => nextWords(nextAt, now, times)} />}</td>
      <td className="r-last">{job === undefined ? <Unknown at={lastAt} /> : <LastRun job={job} />}</td>
      <td className="r-outcomes">{isSeen && recentJobIds && <Outcomes name={name} ids={recentJobIds} last={job} />}</td>
      <td className="r-actions">
        <RecurringActions recurrence={recurrence} onChanged={onChanged} />
      </td>
    </tr>
  );
}

function nextWords(at: string, now: number, times: Times): string {
  const left = Date.parse(at) - now;
  if (left < 1_000) return "now";
  return times === "relative" ? `in ${span(left)}` : moment(at, now, times);
}

function LastRun({ job }: { job: JobSnapshot }) {
  const words = useTime(({ serverNow }) => [stateWord(job), timeWords(job, serverNow)].filter(Boolean).join(" · "));
  return (
    <div className="last-run">
      <Link to={jobPlace(job.id)}>
        <StateIcon job={job} isNamed={false} />
        <span>{words}</span>
      </Link>
      <span className="muted">
        <When at={job.createdAt} />
      </span>
    </div>
  );
}

function Unknown({ at }: { at: string | undefined }) {
  if (at === undefined) return <span className="muted">Never</span>;
  return (
    <span className="muted">
      <When at={at} />, no longer kept
    </span>
  );
}
