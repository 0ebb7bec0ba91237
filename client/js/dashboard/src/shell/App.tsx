import { useRef, useState } from "react";
import { Announcer } from "./Announcer";
import { Help } from "./Help";
import { PageBoundary } from "./PageBoundary";
import { Pages } from "./Pages";
import { useRoute } from "./router";
import { StaleStrip } from "./StaleStrip";
import { TopBar } from "./TopBar";
import { useOverallTab } from "./useOverallTab";
import { useScroll } from "./useScroll";
import { useShellKeys } from "./useShellKeys";
import { useTime } from "./useTime";
import { VersionNote } from "./VersionNote";

export function App() {
  const route = useRoute();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const isStale = useTime((tick) => tick.isStale);
  const content = useRef<HTMLElement>(null);
  const openHelp = () => setHelpOpen(true);
  useShellKeys(openHelp);
  useScroll(route);
  useOverallTab();
  return (
    <>
      <button type="button" className="skip" onClick={() => content.current?.focus()}>
        Skip to the content
      </button>
      <TopBar page={route.page} onHelp={openHelp} />
      <StaleStrip />
      <VersionNote />
      <main className="content" id="content" ref={content} tabIndex={-1} data-page={route.page} data-stale={isStale || undefined}>
        <PageBoundary key={`${route.page} ${route.params.id ?? route.params.name ?? ""}`}>
          <Pages route={route} />
        </PageBoundary>
      </main>
      <Announcer />
      {isHelpOpen && <Help onClose={() => setHelpOpen(false)} />}
    </>
  );
}
