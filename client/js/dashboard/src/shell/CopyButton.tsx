import { type ReactNode, useEffect, useState } from "react";

const copiedMs = 1_500;

interface CopyButtonProps {
  /** What is copied, or how to get it. */
  text: string | (() => string | Promise<string>);
  label?: ReactNode;
  className?: string;
}

/** Absent where the browser gives no clipboard (a page that is not on a secure origin). */
export function CopyButton({ text, label = "Copy", className = "copy" }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), copiedMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  if (navigator.clipboard === undefined) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(typeof text === "string" ? text : await text());
    setCopied(true);
  };
  return (
    <button type="button" className={className} onClick={copy}>
      {isCopied ? "Copied" : label}
    </button>
  );
}
