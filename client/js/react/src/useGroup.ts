import type { GroupView } from "@progresshub/client";
import { useView, type WatchHookOptions } from "./useView.js";

const blank = { hasOlder: false, isFinal: false };

/** The jobs of a group, live; `all` is every job. Without a name it waits. */
export function useGroup(name: string | undefined, options: WatchHookOptions = {}): GroupView {
  return useView<GroupView>(name, options, (hub, group, token) => hub.watchGroup(group, { token }), blank);
}
