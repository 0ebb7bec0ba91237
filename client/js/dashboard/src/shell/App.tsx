import { Pages } from "./Pages";
import { useRoute } from "./router";
import { StaleStrip } from "./StaleStrip";
import { TopBar } from "./TopBar";
import { useScroll } from "./useScroll";
import { useTime } from "./useTime";

export function App() {
  const route = useRoute();
  const isStale = useTime((tick) => tick.isStale);
  useScroll(route);
  return (
    <>
      <TopBar />
      <StaleStrip />
      <main className="content" id="content" tabIndex={-1} data-stale={isStale || undefined}>
        <Pages route={route} />
      </main>
    </>
  );
}
