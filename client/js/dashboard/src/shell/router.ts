import { useSyncExternalStore } from "react";
import { base } from "./base";
import { matchPath, type PageName, type Params } from "./paths";

export type { PageName } from "./paths";

/** What the address says. */
export interface Route {
  readonly page: PageName;
  readonly params: Params;
  readonly query: URLSearchParams;
  readonly hash: string;
  /** The same as long as this entry of the history is shown, and again after a return to it. */
  readonly entry: string;
  /** How the reader came here. */
  readonly arrival: Arrival;
}

/** `first` is the page as it was loaded, `forward` a followed link, `back` a return through the history, `same` a change of this page's own address. */
export type Arrival = "first" | "forward" | "back" | "same";

const listeners = new Set<() => void>();
let route = read("first");

history.scrollRestoration = "manual";
addEventListener("popstate", () => show("back"));

/** The address of a place of the page, such as `jobs?state=running`. */
export function addressOf(to: string): string {
  const { pathname, search, hash } = new URL(to, base);
  return pathname + search + hash;
}

/** The whole address, for others. */
export function linkTo(to: string): string {
  return new URL(to, base).href;
}

/** Goes to a place such as `jobs/0198…`. With `replace` the entry of the history is replaced: for what is typed. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  const address = addressOf(to);
  keepScroll();
  const isSamePage = matchPath(pathOf(new URL(address, base))).page === route.page && new URL(address, base).pathname === location.pathname;
  if (replace) history.replaceState({ entry: route.entry }, "", address);
  else history.pushState({ entry: newEntry() }, "", address);
  show(isSamePage ? "same" : "forward");
}

/** The place that is shown; renders again when that changes. */
export function useRoute(): Route {
  return useSyncExternalStore(follow, currentRoute);
}

export function currentRoute(): Route {
  return route;
}

function follow(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

function show(arrival: Arrival): void {
  route = read(arrival);
  for (const listener of [...listeners]) listener();
}

function read(arrival: Arrival): Route {
  const state = history.state as { entry?: string } | null;
  const entry = state?.entry ?? newEntry();
  if (state?.entry === undefined) history.replaceState({ entry }, "");
  const { page, params } = matchPath(pathOf(location));
  return { page, params, query: new URLSearchParams(location.search), hash: location.hash, entry, arrival };
}

function pathOf({ pathname }: { pathname: string }): string {
  return `${pathname}/`.startsWith(base.pathname) ? pathname.slice(base.pathname.length) : pathname;
}

function newEntry(): string {
  return Math.random().toString(36).slice(2, 10);
}

/** What belongs to an entry of the history, such as the rows of a list and how far it was scrolled; a return finds it again. */
const kept = new Map<string, Map<string, unknown>>();
const keptEntries = 20;

/** Gives what this entry of the history keeps under a name, made at the first call. */
export function keep<T>(entry: string, name: string, make: () => T): T {
  const values = kept.get(entry) ?? new Map<string, unknown>();
  kept.delete(entry);
  kept.set(entry, values);
  for (const oldest of kept.keys()) {
    if (kept.size <= keptEntries) break;
    kept.delete(oldest);
  }
  if (!values.has(name)) values.set(name, make());
  return values.get(name) as T;
}

function keepScroll(): void {
  keep(route.entry, "scroll", () => ({ top: 0 })).top = window.scrollY;
}

addEventListener("scroll", keepScroll, { passive: true });

/** How far this entry was scrolled when it was left. */
export function keptScroll(entry: string): number {
  return keep(entry, "scroll", () => ({ top: 0 })).top;
}
