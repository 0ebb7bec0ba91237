import type { ReactNode } from "react";
import { useKey } from "./keys";
import { useCopied } from "./useCopied";

interface CopyButtonProps {
  /** What is copied, or how to get it. */
  text: string | (() => string | Promise<string>);
  label?: ReactNode;
  className?: string;
  /** A key that does the same. */
  shortcut?: string;
}

/** Absent where the browser gives no clipboard (a page that is not on a secure origin). */
export function CopyButton({ text, label = "Copy", className = "copy", shortcut = "" }: CopyButtonProps) {
  const { isCopied, isAble, copy } = useCopied();
  useKey(shortcut, isAble && shortcut !== "" ? () => void copy(text) : undefined);
  if (!isAble) return null;
  return (
    <button type="button" className={className} onClick={() => copy(text)}>
      {isCopied ? "Copied" : label}
    </button>
  );
}
