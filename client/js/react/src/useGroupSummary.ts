import type { SummaryView } from "@progresshub/client";
import { useView, type WatchHookOptions } from "./useView.js";

const blank = { isFinal: false };

/** The roll-up of a group, live, whatever the number of its jobs. Without a name it waits. */
export function useGroupSummary(name: string | undefined, options: WatchHookOptions = {}): SummaryView {
  return useView<SummaryView>(name, options, (hub, group, token) => hub.watchGroup(group, { mode: "summary", token }), blank);
}
