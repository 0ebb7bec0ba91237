import { ago, moment, type Times } from "../format/times";
import { Heading } from "../shell/Heading";
import { useSetting } from "../shell/settings";
import { useTime } from "../shell/useTime";
import { lastHour, type Stats } from "./stats";
import { verdict } from "./verdict";

const minuteMs = 60_000;

interface VerdictLineProps {
  byState: Record<string, number>;
  stats: Stats | undefined;
  isQueueGrowing: boolean;
  missing: number;
  lost: number;
  quiet: number;
}

export function VerdictLine({ byState, stats, isQueueGrowing, missing, lost, quiet }: VerdictLineProps) {
  const { running = 0, queued = 0 } = byState;
  const oldest = stats?.oldestQueuedAt;
  const sentence = useTime(({ serverNow }) =>
    verdict({
      missing,
      lost,
      quiet,
      running,
      queued,
      isQueueGrowing,
      failed: stats === undefined ? 0 : lastHour(stats).failed,
      oldestMs: oldest === undefined ? undefined : Math.max(0, serverNow - Date.parse(oldest)),
    }),
  );
  const times = useSetting("times");
  const lastEnd = stats?.minutes.at(-1)?.at;
  const sinceEnd = useTime(({ serverNow }) => (lastEnd === undefined ? undefined : endWords(lastEnd, serverNow, times)));
  return (
    <div className="verdict">
      <Heading>{sentence}</Heading>
      {running === 0 && sinceEnd !== undefined && <p className="muted">Last job finished {sinceEnd}.</p>}
    </div>
  );
}

/** The end of the last minute in which a job ended. */
function endWords(minute: string, now: number, times: Times): string {
  const ended = Math.min(now, Date.parse(minute) + minuteMs);
  return times === "relative" ? ago(now - ended) : `at ${moment(new Date(ended).toISOString(), now, times)}`;
}
