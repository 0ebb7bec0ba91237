import type { Tick } from "@progresshub/client";
import { useProgressHub } from "@progresshub/react";
import { useSyncExternalStore } from "react";

/** What `read` makes of the time; renders again only when that changes. */
export function useTime<T extends string | number | boolean | undefined>(read: (tick: Tick) => T): T {
  const { clock } = useProgressHub();
  return useSyncExternalStore(clock.subscribe, () => read(clock.getSnapshot()));
}
