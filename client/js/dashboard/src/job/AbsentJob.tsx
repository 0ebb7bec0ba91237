import type { JobSnapshot, ProgressHubError } from "@progresshub/client";
import { stateWord } from "../jobs/jobWords";
import { CopyButton } from "../shell/CopyButton";
import { Heading } from "../shell/Heading";
import { Link } from "../shell/Link";
import { useRoute } from "../shell/router";

/** The job cannot be shown: it is gone, there is no right to it, or the watch has ended. */
export function AbsentJob({ error, last }: { error: ProgressHubError; last: JobSnapshot | undefined }) {
  const { id = "" } = useRoute().params;
  const { title, text } = wordsOf(error);
  return (
    <section className="notice">
      <Heading>{title}</Heading>
      <p>{text}</p>
      {last && (
        <p className="muted">
          The last that was seen of it: <bdi>{last.kind}</bdi>, {stateWord(last).toLowerCase()}.
        </p>
      )}
      <p className="mono muted notice-id">
        <bdi>{id}</bdi> <CopyButton text={id} />
      </p>
      <p>
        <Link to="jobs">All jobs</Link>
      </p>
    </section>
  );
}

function wordsOf({ code, message, cure }: ProgressHubError): { title: string; text: string } {
  if (code === "job-not-found") {
    return {
      title: "This job is not here.",
      text: "It was removed, or kept for 7 days only, or you have no right to see it. Check the id, or ask for a token with watch right.",
    };
  }
  if (code === "invalid-id") return { title: "This is no job's address.", text: "The id of a job is a UUID with hyphens. Check the link." };
  if (code === "forbidden" || code === "unauthenticated") {
    return {
      title: "You may not see this job.",
      text: "Ask for a token with watch right, or sign in again. The job itself is not touched.",
    };
  }
  return { title: "The job cannot be shown.", text: [message, cure].filter(Boolean).join(" ") };
}
