import { useEffect } from "react";

const files = import.meta.glob<string>("./favicons/*.svg", { query: "?url", import: "default", eager: true });

/** Which fixed file stands in the tab. */
export type TabIcon = "idle" | "check" | "cross" | "offline" | `ring${number}`;

export interface Tab {
  /** Before "· ProgressHub". */
  title: string;
  icon: TabIcon;
}

let ofPage: Tab | undefined;

/** The page's own words in the tab, in place of the overall ones; undefined leaves those. */
export function useTab(title: string | undefined, icon: TabIcon = "idle"): void {
  useEffect(() => {
    if (title === undefined) return;
    const own = { title, icon };
    ofPage = own;
    return () => {
      if (ofPage === own) ofPage = undefined;
    };
  }, [title, icon]);
}

/** Writes the tab. Called at the clock's tick, so at most once a second. */
export function writeTab(overall: Tab, isOffline: boolean): void {
  const { title, icon } = isOffline ? { title: "Offline", icon: "offline" as const } : (ofPage ?? overall);
  const text = [title, "ProgressHub"].filter(Boolean).join(" · ");
  if (document.title !== text) document.title = text;
  const file = files[`./favicons/${icon}.svg`];
  const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  if (link !== null && file !== undefined && link.href !== new URL(file, document.baseURI).href) link.href = file;
}

/** The ring that shows a fraction, in tenths. */
export function ringOf(fraction: number): TabIcon {
  return `ring${Math.min(9, Math.max(0, Math.floor(fraction * 10)))}`;
}
