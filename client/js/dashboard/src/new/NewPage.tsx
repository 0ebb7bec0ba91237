import { Heading } from "../shell/Heading";

export function NewPage() {
  return <Heading>New</Heading>;
}
