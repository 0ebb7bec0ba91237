import type { JobSnapshot } from "@progresshub/client";
import type { ReactNode } from "react";
import { exact, took } from "../format/times";
import { CopyButton } from "../shell/CopyButton";
import { Link } from "../shell/Link";
import { groupPlace, jobPlace } from "../shell/paths";
import { useSetting } from "../shell/settings";
import "./facts.css";

/** What does not change while the job runs; what is not known is left out. */
export function Facts({ job }: { job: JobSnapshot }) {
  const { createdAt, dueAt, startedAt, finalizedAt, parentId } = job;
  const queuedFor = startedAt && job.attempt === 1 ? Date.parse(startedAt) - Date.parse(dueAt ?? createdAt) : undefined;
  return (
    <dl className="facts-column" aria-label="Facts">
      <Fact name="Id" text={job.id}>
        <span className="mono">{job.id}</span>
      </Fact>
      <Fact name="Kind" text={job.kind} />
      {job.groups.map((group, at) => (
        <Fact key={group} name={at === 0 ? "Groups" : ""} text={group}>
          <Link to={groupPlace(group)}>{group}</Link>
        </Fact>
      ))}
      {parentId && (
        <Fact name="Parent" text={parentId}>
          <Link to={jobPlace(parentId)} className="mono">
            {parentId}
          </Link>
        </Fact>
      )}
      {job.recurring && <Fact name="Recurring" text={job.recurring} />}
      {job.priority !== 0 && <Fact name="Priority" text={String(job.priority)} />}
      {job.concurrencyKey && <Fact name="Concurrency key" text={job.concurrencyKey} />}
      {job.scheduler && <Fact name="Scheduler" text={job.scheduler} />}
      {job.node && <Fact name="Node" text={job.node} />}
      <Moment name="Created" at={createdAt} />
      {dueAt && <Moment name="Due" at={dueAt} />}
      {queuedFor !== undefined && queuedFor >= 0 && <Fact name="Queued for" text={took(queuedFor)} />}
      {startedAt && <Moment name="Started" at={startedAt} />}
      {finalizedAt && <Moment name="Ended" at={finalizedAt} />}
    </dl>
  );
}

function Moment({ name, at }: { name: string; at: string }) {
  const times = useSetting("times");
  return (
    <Fact name={name} text={at} title={exact(at, times)}>
      <time dateTime={at}>{exact(at, times).slice(0, -7) + (times === "utc" ? "Z" : "")}</time>
    </Fact>
  );
}

interface FactProps {
  name: string;
  /** What is copied. */
  text: string;
  title?: string;
  children?: ReactNode;
}

function Fact({ name, text, title = text, children }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto" title={title}>
        <span className="fact-value">{children ?? text}</span>
        <CopyButton text={text} />
      </dd>
    </div>
  );
}
