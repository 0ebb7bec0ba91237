import { type RefObject, useLayoutEffect, useRef } from "react";
import { type BarSize, drawnScale, glideMs } from "./barShape";

let shownAt = Number.NEGATIVE_INFINITY;
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) shownAt = performance.now();
});

/** A return from a hidden tab is no news; bars stand at once where they belong. */
const snapAfterReturnMs = 500;

/** Moves a bar's fill to what was reported: forward in a glide, anything else at once. Through CSSOM, since a strict CSP forbids style attributes. */
export function useGlide(fill: RefObject<HTMLElement | null>, fraction: number, attempt: number, size: BarSize): void {
  const last = useRef<{ fraction: number; attempt: number; at: number }>(undefined);
  useLayoutEffect(() => {
    const element = fill.current;
    if (element === null) return;
    const at = performance.now();
    const before = last.current;
    const isForward = before !== undefined && before.attempt === attempt && fraction > before.fraction && at - shownAt > snapAfterReturnMs;
    const glide = isForward ? glideMs(at - before.at) : 0;
    element.style.transitionDuration = `${glide}ms, 150ms`;
    element.style.transform = `scaleX(${drawnScale(fraction, size)})`;
    last.current = { fraction, attempt, at };
  }, [fill, fraction, attempt, size]);
}
