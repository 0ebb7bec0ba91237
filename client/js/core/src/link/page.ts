/** What the link wants to know of the page it runs in; a program without a page is always online and seen. */
export interface Page {
  isOnline(): boolean;
  isHidden(): boolean;
  /** Calls back when the page is looked at again or has network again, and when the network is gone; gives the way to stop. */
  follow(returned: () => void, lostNetwork: () => void): () => void;
}

/** The browser's page, where there is one. */
export const thisPage: Page = {
  isOnline: () => !("navigator" in globalThis) || navigator.onLine !== false,
  isHidden: () => "document" in globalThis && document.hidden,
  follow(returned, lostNetwork) {
    if (!("document" in globalThis)) return () => undefined;
    const stop = new AbortController();
    const { signal } = stop;
    addEventListener("online", returned, { signal });
    addEventListener("offline", lostNetwork, { signal });
    // A page that comes out of the back-forward cache: its socket and its timers are from long ago.
    addEventListener("pageshow", (event) => event.persisted && returned(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden || returned(), { signal });
    return () => stop.abort();
  },
};
