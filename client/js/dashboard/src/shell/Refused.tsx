import type { ProgressHubError } from "@progresshub/client";

interface RefusedProps {
  /** What cannot be shown: "the jobs". */
  what: string;
  error: ProgressHubError;
  again: () => void;
}

/** What stands where a page has nothing to show: the caller has no right to it, or it could not be read. */
export function Refused({ what, error, again }: RefusedProps) {
  const isForbidden = error.status === 401 || error.status === 403 || error.code === "unauthenticated" || error.code === "forbidden";
  return (
    <section className="notice" role="alert">
      <h2>{isForbidden ? `You may not see ${what}.` : `Could not read ${what}.`}</h2>
      <p>
        {error.message} {error.cure} {!isForbidden && "The jobs themselves go on."}
      </p>
      {!isForbidden && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </section>
  );
}
