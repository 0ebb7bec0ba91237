import type { JobSnapshot } from "@progresshub/client";
import { exact, moment } from "../format/times";
import { isFinal, stateWord, timeWords } from "../jobs/jobWords";
import { StateIcon } from "../jobs/StateIcon";
import { Link } from "../shell/Link";
import { jobPlace } from "../shell/paths";
import { useSetting } from "../shell/settings";
import { useAnswer } from "../shell/useAnswer";
import { useTime } from "../shell/useTime";

/** What has become of the newest jobs, the newest at the right end; those that were removed since are left out. */
export function Outcomes({ name, ids, last }: { name: string; ids: readonly string[]; last: JobSnapshot | undefined }) {
  // The last one is watched anyway: its states are the occasions to ask for all of them again.
  const { value } = useAnswer<{ jobs: readonly JobSnapshot[] }>(`jobs?id=${ids.join(",")}`, last?.state);
  if (value === undefined) return null;
  const jobs = value.jobs.map((job) => (job.id === last?.id && last.version > job.version ? last : job));
  return (
    <ol className="outcomes" aria-label={`The last runs of ${name}`}>
      {jobs.toReversed().map((job) => (
        <li key={job.id}>
          <Outcome job={job} />
        </li>
      ))}
    </ol>
  );
}

function Outcome({ job }: { job: JobSnapshot }) {
  const times = useSetting("times");
  const words = useTime(({ serverNow }) =>
    [stateWord(job), isFinal(job) && timeWords(job, serverNow), moment(job.createdAt, serverNow, times)].filter(Boolean).join(" · "),
  );
  return (
    <Link to={jobPlace(job.id)} className="outcome" title={`${words}\n${exact(job.createdAt, times)}`} aria-label={words}>
      <StateIcon job={job} isNamed={false} />
    </Link>
  );
}
