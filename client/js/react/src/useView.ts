import type { Connection, Followed, ProgressHubClient, TokenSource, View } from "@progresshub/client";
import { useMemo, useRef, useSyncExternalStore } from "react";
import { useProgressHub } from "./ProgressHubProvider.js";

/** What a server renders, and a page until it is there. */
export const unconnected: Connection = { state: "connecting", since: 0 };

export interface WatchHookOptions {
  /** The right to this alone. A function may be another at each render. */
  token?: TokenSource | undefined;
  /** False pauses: what is known is let go. True by default. */
  enabled?: boolean;
}

/** Follows what `watch` makes for a name; nothing is watched without one. `blank` must not change. */
export function useView<V extends View>(
  name: string | undefined,
  { token, enabled = true }: WatchHookOptions,
  watch: (hub: ProgressHubClient, name: string, token: TokenSource | undefined) => Followed<V>,
  blank: Omit<V, "connection">,
): V {
  const hub = useProgressHub();
  const newestToken = useRef(token);
  newestToken.current = token;
  const isFunction = typeof token === "function";
  const fixed = isFunction ? undefined : token;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each caller's `watch` and `blank` are always the same.
  const followed = useMemo((): Followed<V> => {
    if (name === undefined || !enabled) return nothing(hub, blank);
    const asked = isFunction ? () => (typeof newestToken.current === "function" ? newestToken.current() : newestToken.current) : fixed;
    return watch(hub, name, asked);
  }, [hub, name, enabled, isFunction, fixed]);
  const beforehand = useMemo(() => ({ ...blank, connection: unconnected }) as V, [blank]);
  return useSyncExternalStore(followed.subscribe, followed.getSnapshot, () => beforehand);
}

function nothing<V extends View>({ connection }: ProgressHubClient, blank: Omit<V, "connection">): Followed<V> {
  let view: V | undefined;
  return {
    subscribe: connection.subscribe,
    getSnapshot: () => {
      const now = connection.getSnapshot();
      if (view?.connection !== now) view = { ...blank, connection: now } as V;
      return view;
    },
  };
}
