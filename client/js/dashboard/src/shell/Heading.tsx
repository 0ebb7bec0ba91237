import { type ReactNode, useEffect, useRef } from "react";
import { currentRoute } from "./router";

/** The h1 of a page; it takes the focus when the reader has followed a link to the page, so that a screen reader begins there. */
export function Heading({ children, className }: { children: ReactNode; className?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (currentRoute().arrival === "forward") heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
}
