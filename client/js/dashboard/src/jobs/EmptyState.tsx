import { apiBase } from "../shell/base";
import { CopyButton } from "../shell/CopyButton";
import { Link } from "../shell/Link";

/** A system that has not done anything yet should look finished. */
export function EmptyState() {
  const address = new URL("api/jobs", apiBase).href;
  const curl = `curl ${address} -H 'Content-Type: application/json' -d '{"kind":"import-csv","args":{"path":"cities.csv"}}'`;
  return (
    <section className="notice">
      <h2>No jobs yet.</h2>
      <p>
        <Link to="new">Start one here</Link>, or from code:
      </p>
      <div className="code">
        <code className="mono">{curl}</code>
        <CopyButton text={curl} />
      </div>
    </section>
  );
}
