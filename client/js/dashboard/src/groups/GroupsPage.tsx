import { Heading } from "../shell/Heading";

export function GroupsPage() {
  return <Heading>Groups</Heading>;
}
