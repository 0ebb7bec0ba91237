import { age, exact } from "../format/times";
import { Link } from "../shell/Link";
import { useTime } from "../shell/useTime";
import { GoneIcon } from "./GoneIcon";
import type { Node } from "./node";
import "./nodes.css";

/** A node that is missing, in the list of what needs a look. */
export function MissingNode({ node }: { node: Node }) {
  const ago = useTime(({ serverNow }) => age(node.beatAt, serverNow));
  return (
    <li className="needed" data-missing>
      <span className="gone">
        <GoneIcon /> Missing
      </span>
      <Link className="kind" to="nodes">
        <bdi>{node.name}</bdi>
      </Link>
      <span className="message">Stopped answering; its jobs run elsewhere once their leases end</span>
      <span className="ago" title={exact(node.beatAt)}>
        {ago}
      </span>
    </li>
  );
}
