import { Heading } from "../shell/Heading";

export function OverviewPage() {
  return <Heading>Overview</Heading>;
}
