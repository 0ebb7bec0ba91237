import { Heading } from "../shell/Heading";
import { JobsView } from "./JobsView";

const nothingFixed = {};

export function JobsPage() {
  return (
    <>
      <Heading className="unseen">Jobs</Heading>
      <JobsView fixed={nothingFixed} />
    </>
  );
}
