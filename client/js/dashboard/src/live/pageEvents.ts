import type { JobLink } from "./jobLink";

/** Refreshes when the page is seen again or the network returns: timers of a hidden page may have slept. */
export function followPage(link: JobLink, page: Window = window): void {
  const refresh = () => link.refresh();
  page.addEventListener("online", refresh);
  page.addEventListener("offline", () => link.lostNetwork());
  page.addEventListener("pageshow", (event) => {
    if (event.persisted) refresh();
  });
  page.document.addEventListener("visibilitychange", () => {
    if (!page.document.hidden) refresh();
  });
}
