import { count } from "../format/numbers";
import { useGroupNames } from "../jobs/useNames";
import { Link } from "../shell/Link";
import { GroupRow } from "./GroupRow";

const mostRows = 5;

/** The groups of the overview: those with running jobs first. */
export function GroupsPart({ busy }: { busy: readonly string[] }) {
  // A group that runs for the first time is a new name.
  const names = useGroupNames([...new Set(busy)].sort().join(" "));
  if (names.length === 0) return null;
  const shown = [...new Set([...busy, ...names])].slice(0, mostRows);
  return (
    <section aria-labelledby="groups-title">
      <div className="section-head">
        <h2 id="groups-title">
          Groups <span className="muted">{count(names.length)}</span>
        </h2>
        <Link to="groups">All groups ›</Link>
      </div>
      <ul className="group-rows">
        {shown.map((name) => (
          <GroupRow key={name} name={name} />
        ))}
      </ul>
    </section>
  );
}
