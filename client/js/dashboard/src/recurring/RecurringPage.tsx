import { Heading } from "../shell/Heading";

export function RecurringPage() {
  return <Heading>Recurring</Heading>;
}
