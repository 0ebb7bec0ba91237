import { Heading } from "../shell/Heading";

export function JobPage() {
  return <Heading>Job</Heading>;
}
