import { useEffect, useState } from "react";

const copiedMs = 1_500;

/** Absent where the browser gives no clipboard (a page that is not on a secure origin). */
export function CopyButton({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), copiedMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  if (navigator.clipboard === undefined) return null;
  return (
    <button type="button" className="copy" onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}>
      {isCopied ? "Copied" : "Copy"}
    </button>
  );
}
