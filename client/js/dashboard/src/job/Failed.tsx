import type { ProgressHubError } from "@progresshub/client";
import { CopyButton } from "../shell/CopyButton";
import "./states.css";

/** A part that could not be loaded: what failed, what still holds, what to do. */
export function Failed({ what, error, again }: { what: string; error: ProgressHubError; again: () => void }) {
  const isForbidden = error.code === "forbidden" || error.code === "unauthenticated" || error.code === "job-not-found";
  return (
    <div className="failed" role="alert">
      <p>
        {isForbidden
          ? `You may not see ${what}. Ask for a token with manage right.`
          : `Could not load ${what} (${error.status ?? error.code}). The job itself goes on.`}
      </p>
      <button type="button" onClick={again}>
        Try again
      </button>
      <details>
        <summary>Details</summary>
        <p dir="auto">
          {error.message} {error.cure}
        </p>
        <CopyButton text={[error.code, error.message, error.cure].filter(Boolean).join("\n")} label="Copy details" />
      </details>
    </div>
  );
}
