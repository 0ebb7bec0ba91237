import { count } from "../format/numbers";

export function Counters({ counters = {} }: { counters?: Record<string, number> | undefined }) {
  const entries = Object.entries(counters);
  if (entries.length === 0) return null;
  return (
    <dl className="job-counters" aria-label="Counters">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt dir="auto" title={name}>
            {name}
          </dt>
          <dd>{count(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
