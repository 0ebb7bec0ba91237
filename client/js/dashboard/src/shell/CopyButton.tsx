import { type ReactNode, useEffect, useState } from "react";
import { useKey } from "./keys";

const copiedMs = 1_500;

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
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), copiedMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    await navigator.clipboard.writeText(typeof text === "string" ? text : await text());
    setCopied(true);
  };
  const isAble = navigator.clipboard !== undefined;
  useKey(shortcut, isAble && shortcut !== "" ? () => void copy() : undefined);
  if (!isAble) return null;
  return (
    <button type="button" className={className} onClick={copy}>
      {isCopied ? "Copied" : label}
    </button>
  );
}
