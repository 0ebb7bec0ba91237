import { useSyncExternalStore } from "react";

const phone = matchMedia("(max-width: 639px)");

/** One line, or two on a phone; as rows.css has it. */
export function useRowHeight(): number {
  return useSyncExternalStore(follow, () => (phone.matches ? 64 : 36));
}

function follow(changed: () => void): () => void {
  phone.addEventListener("change", changed);
  return () => phone.removeEventListener("change", changed);
}
