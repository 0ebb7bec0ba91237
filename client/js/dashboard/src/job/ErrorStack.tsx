import { isStack } from "./stack";

/** The lines behind an error, closed at first: the message is what is read. */
export function ErrorStack({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <details className="error-stack">
      <summary>{isStack(lines) ? "Stack" : "Last error lines"}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <pre className="mono" dir="auto" tabIndex={0}>
        {lines.join("\n")}
      </pre>
    </details>
  );
}
