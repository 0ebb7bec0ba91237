import { count } from "../format/numbers";
import { isFull, type Node, runningOn } from "./node";

/** How many slots are taken, by what; nothing where the node runs nothing. */
export function SlotsBar({ node }: { node: Node }) {
  const taken = runningOn(node);
  if (node.slots === 0 && taken === 0) return null;
  const kinds = Object.entries(node.running).sort(([, one], [, other]) => other - one);
  const words = `${count(taken)} of ${count(node.slots)}`;
  return (
    <div className="slots" title={kinds.map(([kind, number]) => `${kind} ${count(number)}`).join(", ")}>
      <div className="slots-bar" data-full={isFull(node) || undefined}>
        <i style={{ width: `${Math.min(100, (100 * taken) / Math.max(1, node.slots))}%` }} />
      </div>
      <span>{isFull(node) ? `${words} · full` : words}</span>
    </div>
  );
}
