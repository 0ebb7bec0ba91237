import { useId, useRef, useState } from "react";
import { Link } from "./Link";
import sprite from "./marks.svg";
import { places } from "./places";
import type { PageName } from "./router";
import { SettingChoice, timesOptions } from "./SettingChoice";
import { useDismiss } from "./useDismiss";

const themes = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

/** Theme, times and keys; on a phone also the way to the pages. */
export function Menu({ page, onHelp }: { page: PageName; onHelp: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  const panel = useId();
  const close = () => setOpen(false);
  useDismiss(holder, isOpen, close);
  return (
    <div className="menu" ref={holder}>
      <button
        type="button"
        className="icon-button"
        aria-label="Menu"
        aria-expanded={isOpen}
        aria-controls={panel}
        onClick={() => setOpen(!isOpen)}
      >
        <svg className="icon on-desktop" aria-hidden="true">
          <use href={`${sprite}#settings`} />
        </svg>
        <svg className="icon on-phone" aria-hidden="true">
          <use href={`${sprite}#menu`} />
        </svg>
      </button>
      <div className="overlay menu-panel" id={panel} hidden={!isOpen}>
        <nav className="menu-places on-phone" aria-label="Pages">
          {[...places, { page: "new", to: "new", name: "New job", key: "n" } as const].map(({ to, name, page: own }) => (
            <Link key={to} to={to} aria-current={own === page ? "page" : undefined} onClick={close}>
              {name}
            </Link>
          ))}
        </nav>
        <SettingChoice
          name="theme"
          legend={
            <>
              Theme <kbd>t</kbd>
            </>
          }
          options={themes}
        />
        <SettingChoice name="times" legend="Times" options={timesOptions} />
        <button
          type="button"
          onClick={() => {
            close();
            onHelp();
          }}
        >
          Keyboard <kbd>?</kbd>
        </button>
      </div>
    </div>
  );
}
