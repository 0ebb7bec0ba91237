import { type RefObject, useEffect } from "react";

/** Closes an overlay at Escape and at a press outside of its holder. */
export function useDismiss(holder: RefObject<HTMLElement | null>, isOpen: boolean, close: () => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const onPointer = (event: PointerEvent) => {
      if (!holder.current?.contains(event.target as Node)) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      // Escape closes one thing at a time.
      event.preventDefault();
      if (holder.current?.contains(document.activeElement)) holder.current.querySelector<HTMLElement>("[aria-expanded]")?.focus();
      close();
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey, true);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("keydown", onKey, true);
    };
  });
}
