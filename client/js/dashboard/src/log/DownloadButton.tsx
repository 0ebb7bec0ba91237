import { useState } from "react";
import { apiBase } from "../shell/base";

/** Saves the whole log as text, also while the job runs. */
export function DownloadButton({ id }: { id: string }) {
  const [outcome, setOutcome] = useState<"idle" | "loading" | "failed">("idle");
  const download = async () => {
    if (outcome === "loading") return;
    setOutcome("loading");
    try {
      const response = await fetch(new URL(`api/jobs/${id}/log`, apiBase), { headers: { Accept: "text/plain" } });
      if (!response.ok) throw new Error(String(response.status));
      save(await response.blob(), `job-${id}.log`);
      setOutcome("idle");
    } catch {
      setOutcome("failed");
    }
  };
  return (
    <button type="button" aria-disabled={outcome === "loading" || undefined} onClick={download}>
      {outcome === "failed" ? "Download failed, try again" : "Download"}
    </button>
  );
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
