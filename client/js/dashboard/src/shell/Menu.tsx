import { useId, useRef, useState } from "react";
import { Link } from "./Link";
import sprite from "./marks.svg";
import { places } from "./places";
import type { PageName } from "./router";
import { choose, useSetting } from "./settings";
import { useDismiss } from "./useDismiss";

const themes = ["system", "light", "dark"] as const;

/** Theme and keys; on a phone also the way to the pages. */
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
        <ThemeChoice />
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

function ThemeChoice() {
  const theme = useSetting("theme");
  return (
    <fieldset className="choice">
      <legend>
        Theme <kbd>t</kbd>
      </legend>
      {themes.map((one) => (
        <label key={one}>
          <input type="radio" name="theme" checked={theme === one} onChange={() => choose("theme", one)} />
          {one[0]?.toUpperCase() + one.slice(1)}
        </label>
      ))}
    </fieldset>
  );
}
