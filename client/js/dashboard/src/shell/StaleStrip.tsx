import { notCurrentSince } from "@progresshub/client";
import { useConnectionState, useProgressHub } from "@progresshub/react";
import { useEffect, useRef } from "react";
import { announce } from "./announce";
import { connectionWords, stripWords } from "./connectionWords";
import sprite from "./marks.svg";
import { useTime } from "./useTime";

/** After this long the strip says so. */
const stripAfterMs = 5_000;

/** A server that has said it restarts is given longer. */
const restartGraceMs = 10_000;

/** Laid over the content, so that nothing jumps; there only while the data is not current. */
export function StaleStrip() {
  const connection = useConnectionState();
  const hub = useProgressHub();
  const now = useTime(({ deviceNow }) => deviceNow);
  const heardAt = useTime((tick) => tick.heardAt);
  const lost = notCurrentSince(connection, heardAt, now);
  const isShown = lost !== undefined && now - lost >= (connection.reason === "going-away" ? restartGraceMs : stripAfterMs);
  useAnnounced(isShown);
  if (!isShown) return null;
  const { mark } = connectionWords(connection, heardAt, now);
  return (
    <section className="strip" aria-label="Connection">
      <svg className="icon strip-icon" aria-hidden="true">
        <use href={`${sprite}#${mark}`} />
      </svg>
      <p>{stripWords(connection, heardAt, now)}</p>
      {connection.state !== "offline" && (
        <button type="button" onClick={() => hub.refresh()}>
          Try now
        </button>
      )}
    </section>
  );
}

function useAnnounced(isShown: boolean): void {
  const wasShown = useRef(false);
  useEffect(() => {
    if (isShown) announce("The connection is lost. What is shown is not current.");
    else if (wasShown.current) announce("The connection is back. What is shown is current.");
    wasShown.current = isShown;
  }, [isShown]);
}
