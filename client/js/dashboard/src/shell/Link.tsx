import type { ComponentProps, MouseEvent } from "react";
import { addressOf, navigate } from "./router";

interface LinkProps extends Omit<ComponentProps<"a">, "href"> {
  /** A place of the page, such as `jobs?state=running`. */
  to: string;
}

/** A link within the page. A click with a modifier, or with another button, is the browser's. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    navigate(to);
  };
  return <a {...rest} href={addressOf(to)} onClick={follow} />;
}
