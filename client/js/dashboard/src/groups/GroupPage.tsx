import { Heading } from "../shell/Heading";

export function GroupPage() {
  return <Heading>Group</Heading>;
}
