import { notCurrentSince, stripAfterMs } from "../live/clock";
import { connectionWords, stripWords } from "./connectionWords";
import sprite from "./marks.svg";
import { useConnection, useParts, useTime } from "./parts";

/** A server that has said it restarts is given longer. */
const restartGraceMs = 10_000;

/** Laid over the content, so that nothing jumps; there only while the data is not current. */
export function StaleStrip() {
  const connection = useConnection();
  const { link } = useParts();
  const now = useTime(({ deviceNow }) => deviceNow);
  const lost = notCurrentSince(connection, now);
  const isShown = lost !== undefined && now - lost >= (connection.isServerRestarting ? restartGraceMs : stripAfterMs);
  const { mark } = connectionWords(connection, now);
  return (
    <>
      {isShown && (
        <div className="strip">
          <svg className="icon strip-icon" aria-hidden="true">
            <use href={`${sprite}#${mark}`} />
          </svg>
          <p>{stripWords(connection, now)}</p>
          {connection.state !== "offline" && (
            <button type="button" onClick={() => link.tryNow()}>
              Try now
            </button>
          )}
        </div>
      )}
      <output className="unseen">{isShown ? "The connection is lost. What is shown is not current." : ""}</output>
    </>
  );
}
