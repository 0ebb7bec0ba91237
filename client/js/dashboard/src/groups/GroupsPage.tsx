import type { ProgressHubError } from "@progresshub/client";
import { useEffect, useState } from "react";
import { count } from "../format/numbers";
import { SlowSign } from "../jobs/SlowSign";
import { ask } from "../shell/api";
import { Heading } from "../shell/Heading";
import { Refused } from "../shell/Refused";
import { GroupRow } from "./GroupRow";

/** So many are told by the server; who has more looks for one by the jobs. */
const mostNames = 1_000;

export function GroupsPage() {
  const [names, setNames] = useState<readonly string[]>();
  const [error, setError] = useState<ProgressHubError>();
  const [turn, setTurn] = useState(0);
  const [find, setFind] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn reads again.
  useEffect(() => {
    const leaving = new AbortController();
    setError(undefined);
    ask<string[]>("groups", { signal: leaving.signal }).then(setNames, (fault) => !leaving.signal.aborted && setError(fault));
    return () => leaving.abort();
  }, [turn]);
  const found = names?.filter((name) => name.toLowerCase().includes(find.trim().toLowerCase())) ?? [];
  return (
    <>
      <div className="section-head">
        <Heading>
          Groups <span className="muted">{names && `${count(names.length)}${names.length >= mostNames ? "+" : ""}`}</span>
        </Heading>
        {names !== undefined && names.length > 0 && (
          <input
            type="text"
            aria-label="Find a group"
            placeholder="Find"
            dir="auto"
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        )}
      </div>
      {error !== undefined && <Refused what="the groups" error={error} again={() => setTurn(turn + 1)} />}
      {names === undefined && error === undefined && <SlowSign what="the groups" rows={8} />}
      {names?.length === 0 && (
        <section className="notice">
          <h2>No groups yet.</h2>
          <p>A job is in the groups that its submit names, such as one for each customer.</p>
        </section>
      )}
      {names !== undefined && names.length > 0 && found.length === 0 && (
        <section className="notice">
          <h2>No group matches.</h2>
          <button type="button" onClick={() => setFind("")}>
            Clear
          </button>
        </section>
      )}
      {found.length > 0 && (
        <ul className="group-rows">
          {found.map((name) => (
            <GroupRow key={name} name={name} />
          ))}
        </ul>
      )}
    </>
  );
}
