import type { GroupSummary } from "@progresshub/client";
import { rollUpParts, rollUpShares, rollUpWords } from "./rollUp";

/** How a group stands, in one bar; failures are seen however few they are. */
export function RollUpBar({ summary, size }: { summary: GroupSummary; size: "row" | "page" }) {
  const shares = rollUpShares(summary);
  const rest = 1 - rollUpParts.reduce((sum, part) => sum + shares[part], 0);
  return (
    <div className={`roll-up bar-${size}`} role="img" aria-label={rollUpWords(summary)}>
      {rollUpParts.map((part) => shares[part] > 0 && <i key={part} data-part={part} style={{ flexGrow: shares[part] }} />)}
      {rest > 0 && <i style={{ flexGrow: rest }} />}
    </div>
  );
}
