import { type RefObject, useEffect, useRef, useState } from "react";
import { currentRoute, keep } from "../shell/router";
import type { JobsModel } from "./jobsModel";

/** Which row has the focus, or had it last; kept with the entry of the history, so that a return finds it again. */
export function useRowFocus(model: JobsModel, body: RefObject<HTMLElement | null>) {
  const { entry, arrival } = currentRoute();
  const kept = useRef(keep(entry, "focus", (): { id?: string } => ({})));
  const [id, setId] = useState(kept.current.id);
  const isWanted = useRef(arrival === "back" && id !== undefined);
  // After every rendering: the row may come with any.
  useEffect(() => {
    if (!isWanted.current || id === undefined) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-job="${CSS.escape(id)}"]`);
    if (row === null || row === undefined) return;
    isWanted.current = false;
    row.focus({ preventScroll: true });
  });
  useEffect(() => {
    const element = body.current;
    const onFocus = ({ target }: FocusEvent) => {
      const row = (target as HTMLElement).closest<HTMLElement>("[data-job]")?.dataset.job;
      kept.current.id = row;
      setId(row);
    };
    element?.addEventListener("focusin", onFocus);
    return () => element?.removeEventListener("focusin", onFocus);
  }, [body]);
  return {
    id: id !== undefined && model.job(id) !== undefined ? id : undefined,
    take: (wanted: string) => {
      isWanted.current = true;
      kept.current.id = wanted;
      setId(wanted);
    },
  };
}
