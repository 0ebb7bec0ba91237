import { createProgressHub } from "@progresshub/client";
import { ProgressHubProvider, useConnectionState, useGroupSummary, useJob, useSubmitJob } from "@progresshub/react";
import { StrictMode, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

/** What the test reads: renders of the bar between two frames, at most, and how often onFinal was called. */
const seen = { mostPerFrame: 0, renders: 0, finals: 0 };
Object.assign(window, { seen });

let sinceFrame = 0;
const frame = () => {
  seen.mostPerFrame = Math.max(seen.mostPerFrame, sinceFrame);
  sinceFrame = 0;
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);

const hub = createProgressHub({ url: "/" });

function Bar({ id }: { id: string | undefined }) {
  const { job, isFinal, error } = useJob(id, {
    onFinal: () => {
      seen.finals += 1;
    },
  });
  const effects = useRef(0);
  // Effects run once for each render that is shown, but in StrictMode twice for the first one, which is no news.
  useEffect(() => {
    effects.current += 1;
    if (effects.current <= 2) return;
    sinceFrame += 1;
    seen.renders += 1;
  });
  if (error) return <p role="alert">{error.code}</p>;
  return <progress value={job?.progress?.fraction} aria-busy={!isFinal} aria-label="Import" data-state={job?.state} />;
}

function Page() {
  const { submit, isPending, job } = useSubmitJob<{ path: string }>("import-csv");
  const { state } = useConnectionState();
  const { summary } = useGroupSummary("all");
  const [isShown, setShown] = useState(true);
  return (
    <>
      <output data-testid="connection">{state}</output>
      <output data-testid="total">{summary?.total}</output>
      <button type="button" disabled={isPending} onClick={() => submit({ path: "cities.csv" })}>
        Import
      </button>
      <button type="button" onClick={() => setShown(!isShown)}>
        Toggle
      </button>
      {isShown && <Bar id={job?.id} />}
      {isShown && <Bar id={job?.id} />}
    </>
  );
}

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element #root.");
createRoot(root).render(
  <StrictMode>
    <ProgressHubProvider client={hub}>
      <Page />
    </ProgressHubProvider>
  </StrictMode>,
);
