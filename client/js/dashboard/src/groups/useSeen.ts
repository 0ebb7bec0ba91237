import { type RefObject, useEffect, useState } from "react";

/** Whether an element is on the screen, or nearly so. */
export function useSeen(element: RefObject<Element | null>): boolean {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const own = element.current;
    if (own === null) return;
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false), { rootMargin: "100px" });
    observer.observe(own);
    return () => observer.disconnect();
  }, [element]);
  return isSeen;
}
