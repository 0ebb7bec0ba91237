import { CopyButton } from "../shell/CopyButton";

/** A system that has not done anything yet should look finished. */
export function EmptyState() {
  const address = new URL("api/jobs", document.baseURI).href;
  const curl = `curl ${address} -H 'Content-Type: application/json' -d '{"kind":"import-csv","args":{"path":"cities.csv"}}'`;
  return (
    <section className="empty" id="jobs" aria-label="Jobs">
      <h2>No jobs yet.</h2>
      <p>Start one above, or from code:</p>
      <div className="code">
        <code className="mono">{curl}</code>
        <CopyButton text={curl} />
      </div>
    </section>
  );
}
