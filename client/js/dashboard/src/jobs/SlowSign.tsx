import { useEffect, useState } from "react";

const slowMs = 10_000;

/** Rows of the true height while something is read: nothing for 300 ms, and after ten seconds what it waits for. */
export function SlowSign({ what, rows }: { what: string; rows: number }) {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="skeleton late">
      <p className="unseen">Reading {what}…</p>
      {isSlow && (
        <p className="slow">
          The server has not sent {what} yet.{" "}
          <button onClick={() => location.reload()} type="button">
            Try again
          </button>
        </p>
      )}
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike.
        <div className="skeleton-row" key={at} />
      ))}
    </div>
  );
}
