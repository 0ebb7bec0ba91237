import type { LogLine } from "@progresshub/client/log";
import { useRef } from "react";
import { announce } from "../shell/announce";
import { plainOf } from "./ansi";

/** Of many new lines so many of the newest are read. */
const mostRead = 10;

/** Reads to a screen reader what has come since it was pressed last: a log never speaks by itself. Seen once it has the focus. */
export function ReadNewLines({ lines }: { lines: readonly LogLine[] }) {
  const readTo = useRef(0);
  const read = () => {
    const fresh = lines.filter(({ seq }) => seq > readTo.current).slice(-mostRead);
    readTo.current = lines.at(-1)?.seq ?? readTo.current;
    announce(fresh.length === 0 ? "No new lines." : fresh.map(({ text }) => plainOf(text)).join("\n"), { isAskedFor: true });
  };
  return (
    <button type="button" className="read-lines" onClick={read}>
      Read new lines
    </button>
  );
}
