import { Heading } from "./Heading";
import { Link } from "./Link";

/** An address that leads nowhere. */
export function AbsentPage() {
  return (
    <section className="notice">
      <Heading>There is nothing here.</Heading>
      <p>The address is wrong, or what it led to is gone.</p>
      <p>
        <Link to="">Overview</Link> · <Link to="jobs">All jobs</Link>
      </p>
    </section>
  );
}
