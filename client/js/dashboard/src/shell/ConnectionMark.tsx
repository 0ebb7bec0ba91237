import { useConnectionState, useProgressHub } from "@progresshub/react";
import { useEffect, useId, useRef, useState } from "react";
import { connectionWords } from "./connectionWords";
import sprite from "./marks.svg";
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

function useDismiss(holder: React.RefObject<HTMLElement | null>, isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const onPointer = (event: PointerEvent) => {
      if (!holder.current?.contains(event.target as Node)) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") close();
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("keydown", onKey);
    };
  });
}
