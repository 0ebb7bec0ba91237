import { span } from "../format/times";
import { Heading } from "../shell/Heading";
import { useTime } from "../shell/useTime";
import { lastHour, type Stats } from "./stats";
import { verdict } from "./verdict";

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
  const lastEnd = stats?.minutes.at(-1)?.at;
  const sinceEnd = useTime(({ serverNow }) =>
    lastEnd === undefined ? undefined : span(Math.max(0, serverNow - Date.parse(lastEnd) - 60_000)),
  );
  return (
    <div className="verdict">
      <Heading>{sentence}</Heading>
      {running === 0 && sinceEnd !== undefined && <p className="muted">Last job finished {sinceEnd} ago.</p>}
    </div>
  );
}
