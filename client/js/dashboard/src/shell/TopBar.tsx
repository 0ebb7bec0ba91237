import { ConnectionMark } from "./ConnectionMark";
import mark from "./favicons/idle.svg";
import { Link } from "./Link";
import { Menu } from "./Menu";
import { places } from "./places";
import type { PageName } from "./router";
import { SearchBox } from "./SearchBox";

/** The nearest page of the navigation. */
const nearest: Partial<Record<PageName, PageName>> = { job: "jobs", group: "groups" };

export function TopBar({ page, onHelp }: { page: PageName; onHelp: () => void }) {
  const here = nearest[page] ?? page;
  return (
    <header className="topbar">
      <div className="topbar-inner">
        <Link className="brand" to="">
          <img src={mark} alt="" width="20" height="20" />
          <span>ProgressHub</span>
        </Link>
        <nav className="places" aria-label="Pages">
          {places.map(({ to, name, key, page: own }) => (
            <Link key={to} to={to} title={`Key: ${key}`} data-name={name} aria-current={own === here ? "page" : undefined}>
              {name}
            </Link>
          ))}
        </nav>
        {page !== "jobs" && page !== "group" && <SearchBox />}
        <Link className={page === "new" ? "button new-job" : "button primary new-job"} to="new" title="Key: n">
          + New job
        </Link>
        <ConnectionMark />
        <Menu page={here} onHelp={onHelp} />
      </div>
    </header>
  );
}
