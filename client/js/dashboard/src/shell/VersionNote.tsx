import { useConnectionState } from "@progresshub/react";
import { useEffect, useRef, useState } from "react";
import { base } from "./base";
import { isOtherVersion } from "./newVersion";

/** After a server has come back it may be a newer one. The page is loaded again when its reader wants it, and never by itself. */
export function VersionNote() {
  const { state } = useConnectionState();
  const wasLost = useRef(false);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    if (state === "reconnecting") wasLost.current = true;
    if (!wasLost.current || (state !== "live" && state !== "polling")) return;
    wasLost.current = false;
    const running = document.querySelector<HTMLScriptElement>("script[type=module][src]")?.src;
    const look = async () => {
      const answer = await fetch(base, { cache: "no-cache", headers: { Accept: "text/html" } });
      if (answer.ok && isOtherVersion(running, await answer.text())) setReady(true);
    };
    // Where the page cannot be read now, the next return is another chance.
    look().catch(() => undefined);
  }, [state]);
  if (!isReady) return null;
  return (
    <output className="overlay version-note">
      A new version is ready.{" "}
      <button type="button" onClick={() => location.reload()}>
        Reload
      </button>
    </output>
  );
}
