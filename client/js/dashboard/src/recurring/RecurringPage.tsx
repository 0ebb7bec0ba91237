import { Failed } from "../job/Failed";
import { SlowSign } from "../jobs/SlowSign";
import { apiBase } from "../shell/base";
import { CopyButton } from "../shell/CopyButton";
import { Heading } from "../shell/Heading";
import { useAnswer } from "../shell/useAnswer";
import { useTime } from "../shell/useTime";
import { RecurringRow } from "./RecurringRow";
import type { Recurrence } from "./recurrence";
import "./recurring.css";

const renewedEveryMs = 15_000;

/** What runs next, and what is paused or failed last time. */
export function RecurringPage() {
  // It changes by the clock and by hand, so it is asked for now and then; the last run of each row is live.
  const occasion = useTime(({ deviceNow }) => Math.floor(deviceNow / renewedEveryMs));
  const { value, error, again } = useAnswer<{ recurring: readonly Recurrence[] }>("recurring", occasion);
  return (
    <div className="recurring">
      <Heading>Recurring</Heading>
      {error && <Failed what="the recurring jobs" error={error} again={again} />}
      {value === undefined && !error && <SlowSign what="the recurring jobs" rows={3} />}
      {value?.recurring.length === 0 && <None />}
      {value !== undefined && value.recurring.length > 0 && (
        <table className="records recurring-rows">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Schedule</th>
              <th scope="col" className="r-next">
                Next run
              </th>
              <th scope="col" className="r-last">
                Last run
              </th>
              <th scope="col" className="r-outcomes">
                Last 20
              </th>
              <th scope="col" className="r-actions">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {inOrder(value.recurring).map((one) => (
              <RecurringRow key={one.name} recurrence={one} onChanged={again} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** What runs next comes first, what is paused last. */
function inOrder(all: readonly Recurrence[]): Recurrence[] {
  return [...all].sort((one, other) => (one.nextAt ?? "9").localeCompare(other.nextAt ?? "9") || one.name.localeCompare(other.name));
}

function None() {
  const curl = `curl -s -X PUT ${new URL("api/recurring/nightly", apiBase).href} -H 'Content-Type: application/json' -d '{"cron":"0 3 * * *","kind":"checksum","args":{"path":"."}}'`;
  return (
    <section className="empty" aria-label="Recurring jobs">
      <h2>Nothing recurs yet.</h2>
      <p>Define a recurring job in the app with AddRecurring, or from a shell:</p>
      <div className="code">
        <code className="mono">{curl}</code>
        <CopyButton text={curl} />
      </div>
    </section>
  );
}
