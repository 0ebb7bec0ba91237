import type { Connection } from "@progresshub/client";
import { useSyncExternalStore } from "react";
import { useProgressHub } from "./ProgressHubProvider.js";
import { unconnected } from "./useView.js";

/** How the page hears from the server. It watches nothing itself. */
export function useConnectionState(): Connection {
  const { connection } = useProgressHub();
  return useSyncExternalStore(connection.subscribe, connection.getSnapshot, () => unconnected);
}
