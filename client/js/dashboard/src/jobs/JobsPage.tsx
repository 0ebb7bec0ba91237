import { Heading } from "../shell/Heading";

export function JobsPage() {
  return <Heading>Jobs</Heading>;
}
