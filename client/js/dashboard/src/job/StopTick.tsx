import { useLayoutEffect, useRef } from "react";

/** Where the last attempt stopped. */
export function StopTick({ fraction }: { fraction: number | undefined }) {
  const tick = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (tick.current !== null && fraction !== undefined)
      tick.current.style.insetInlineStart = `${Math.min(1, Math.max(0, fraction)) * 100}%`;
  }, [fraction]);
  if (fraction === undefined || fraction <= 0) return null;
  return <div className="stop-tick" ref={tick} title={`The attempt before stopped at ${Math.floor(fraction * 100)}%`} />;
}
