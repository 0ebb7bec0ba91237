import { useConnectionState, useProgressHub } from "@progresshub/react";
import { useId, useRef, useState } from "react";
import { connectionWords } from "./connectionWords";
import sprite from "./marks.svg";
import { useDismiss } from "./useDismiss";
import { useTime } from "./useTime";

export function ConnectionMark() {
  const connection = useConnectionState();
  const hub = useProgressHub();
  const now = useTime(({ deviceNow }) => deviceNow);
  const heardAt = useTime((tick) => tick.heardAt);
  const [isOpen, setOpen] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  const panel = useId();
  useDismiss(holder, isOpen, () => setOpen(false));
  const { mark, label, detail, action } = connectionWords(connection, heardAt, now);
  return (
    <div className="connection" ref={holder}>
      <button
        type="button"
        className="connection-mark"
        data-mark={mark}
        aria-expanded={isOpen}
        aria-controls={panel}
        onClick={() => setOpen(!isOpen)}
      >
        <svg className="icon" aria-hidden="true">
          <use href={`${sprite}#${mark}`} />
        </svg>
        <span className="connection-label">{label}</span>
      </button>
      <div className="overlay connection-detail" id={panel} hidden={!isOpen}>
        <p>{detail}</p>
        {action && (
          <button type="button" onClick={() => hub.refresh()}>
            {action}
          </button>
        )}
      </div>
    </div>
  );
}
