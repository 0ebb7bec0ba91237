import { useLayoutEffect } from "react";
import { keptScroll, type Route } from "./router";

/** So long after a return the page may still grow to its old height. */
const growsForMs = 2_000;

/** A page that a link leads to begins at its top; one that is come back to stands where it was left, as soon as it is tall enough again. */
export function useScroll({ arrival, entry }: Route): void {
  useLayoutEffect(() => {
    if (arrival === "forward") window.scrollTo(0, 0);
    if (arrival !== "back") return;
    const wanted = keptScroll(entry);
    const restore = () => window.scrollTo(0, wanted);
    restore();
    const growth = new ResizeObserver(() => window.scrollY < wanted && restore());
    growth.observe(document.body);
    const stop = () => growth.disconnect();
    const timer = setTimeout(stop, growsForMs);
    // Whoever scrolls meanwhile knows better.
    for (const type of ["wheel", "touchstart", "keydown"]) addEventListener(type, stop, { once: true, passive: true });
    return () => {
      clearTimeout(timer);
      stop();
      for (const type of ["wheel", "touchstart", "keydown"]) removeEventListener(type, stop);
    };
  }, [arrival, entry]);
}
