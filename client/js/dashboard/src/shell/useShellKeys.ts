import { useEffect } from "react";
import { listenForKeys, useKey } from "./keys";
import { navigate } from "./router";
import { choose, setting } from "./settings";

const nextTheme = { system: "light", light: "dark", dark: "system" } as const;

/** The keys that do the same on every page. */
export function useShellKeys(openHelp: () => void): void {
  useEffect(listenForKeys, []);
  useKey("?", openHelp);
  useKey("n", () => navigate("new"));
  useKey("t", () => choose("theme", nextTheme[setting("theme")]));
  useKey("g o", () => navigate(""));
  useKey("g j", () => navigate("jobs"));
  useKey("g g", () => navigate("groups"));
  useKey("g r", () => navigate("recurring"));
  useKey("g n", () => navigate("nodes"));
}
