import { useEffect, useState } from "react";

const copiedMs = 1_500;

/** Copies a text and says so for a moment. Where the browser gives no clipboard (a page that is not on a secure origin) nothing is copied. */
export function useCopied() {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), copiedMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return {
    isCopied,
    isAble: navigator.clipboard !== undefined,
    async copy(text: string | (() => string | Promise<string>)): Promise<void> {
      if (navigator.clipboard === undefined) return;
      await navigator.clipboard.writeText(typeof text === "string" ? text : await text());
      setCopied(true);
    },
  };
}
