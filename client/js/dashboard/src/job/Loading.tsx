import { useEffect, useState } from "react";
import "./states.css";

const longMs = 10_000;

/** Nothing for 300 ms (by CSS), then a skeleton; after ten seconds it says what it waits for. */
export function Loading({ what }: { what: string }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), longMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="loading late" aria-busy="true">
      <div className="skeleton" />
      <div className="skeleton" />
      <div className="skeleton" />
      <p className={isLong ? "muted" : "unseen"}>
        {isLong ? `Still waiting for ${what}. The page goes on trying; the server has not answered yet.` : `Loading ${what}…`}
      </p>
      {isLong && (
        <button type="button" onClick={() => location.reload()}>
          Try again
        </button>
      )}
    </div>
  );
}
