import { useGroupSummary } from "@progresshub/react";
import { useMemo } from "react";
import { count } from "../format/numbers";
import { JobsView } from "../jobs/JobsView";
import { SlowSign } from "../jobs/SlowSign";
import { Heading } from "../shell/Heading";
import { Link } from "../shell/Link";
import { useRoute } from "../shell/router";
import { ringOf, useTab } from "../shell/tab";
import { CancelGroup } from "./CancelGroup";
import { leftWords } from "./GroupRow";
import { Legend } from "./Legend";
import { RollUpBar } from "./RollUpBar";
import { overOf } from "./rollUp";

export function GroupPage() {
  const { name = "" } = useRoute().params;
  const { summary, error } = useGroupSummary(name);
  const fixed = useMemo(() => ({ group: name }), [name]);
  const fraction = summary?.fraction ?? 0;
  useTab(summary === undefined ? undefined : `${Math.floor(fraction * 100)}% ${name}`, ringOf(fraction));
  const head = (
    <Heading>
      <bdi>{name}</bdi>
    </Heading>
  );
  if (error !== undefined) {
    return (
      <section className="notice">
        {head}
        <p>There is no such group, or you may not see it. Ask for a token with the right to watch {name}.</p>
        <p>
          <Link to="groups">All groups</Link>
        </p>
      </section>
    );
  }
  if (summary?.total === 0) {
    return (
      <section className="notice">
        {head}
        <p>This group has no jobs. They were removed, or kept for 7 days only.</p>
        <p>
          <Link to="groups">All groups</Link>
        </p>
      </section>
    );
  }
  const left = summary && leftWords(summary);
  return (
    <>
      <div className="section-head">
        {head}
        {summary && <CancelGroup summary={summary} />}
      </div>
      {summary === undefined ? (
        <SlowSign what="the group" rows={2} />
      ) : (
        <section className="group-head" aria-label="How the group stands">
          <RollUpBar summary={summary} size="page" />
          <p className="group-sum">
            <b>{overOf(summary)} jobs</b>
            {(summary.byState.failed ?? 0) > 0 && <span data-tone="failed">{count(summary.byState.failed ?? 0)} failed</span>}
            {left && <span className="muted fresh">{left}</span>}
          </p>
          <Legend summary={summary} />
        </section>
      )}
      <JobsView fixed={fixed} />
    </>
  );
}
