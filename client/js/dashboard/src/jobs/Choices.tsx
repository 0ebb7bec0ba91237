import { useId, useRef, useState } from "react";
import { useDismiss } from "../shell/useDismiss";

interface ChoicesProps {
  label: string;
  options: readonly { value: string; name: string }[];
  chosen: readonly string[];
  /** One at most. */
  isSingle?: boolean;
  onChoose: (chosen: string[]) => void;
  /** The options are about to be looked at. */
  onOpen?: () => void;
}

/** From so many on the options have a field to find one by. */
const findFrom = 12;

/** A filter: what is chosen stands on its button, and a cross takes it away. */
export function Choices({ label, options, chosen, isSingle = false, onChoose, onOpen }: ChoicesProps) {
  const [isOpen, setOpen] = useState(false);
  const [find, setFind] = useState("");
  const holder = useRef<HTMLSpanElement>(null);
  const panel = useId();
  useDismiss(holder, isOpen, () => setOpen(false));
  const toggle = () => {
    if (!isOpen) onOpen?.();
    setOpen(!isOpen);
  };
  const nameOf = (value: string) => options.find((option) => option.value === value)?.name ?? value;
  const choose = (value: string, isOn: boolean) => {
    if (isSingle) {
      onChoose(isOn ? [value] : []);
      setOpen(false);
    } else {
      onChoose(isOn ? [...chosen, value] : chosen.filter((one) => one !== value));
    }
  };
  const found = options.filter(({ name }) => name.toLowerCase().includes(find.toLowerCase()));
  return (
    <span className="choices" ref={holder} data-chosen={chosen.length > 0 || undefined}>
      <button type="button" aria-expanded={isOpen} aria-controls={panel} onClick={toggle}>
        <span className="muted">{label}: </span>
        <bdi className="chosen">{chosen.length === 0 ? "any" : chosen.map(nameOf).join(", ")}</bdi>
      </button>
      {chosen.length > 0 && (
        <button type="button" className="take-away" aria-label={`Any ${label.toLowerCase()}`} onClick={() => onChoose([])}>
          ×
        </button>
      )}
      <div className="overlay choices-panel" id={panel} hidden={!isOpen}>
        {options.length >= findFrom && (
          <input
            type="text"
            aria-label={`Find ${label.toLowerCase()}`}
            placeholder="Find"
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        )}
        {options.length === 0 && <p className="muted">There is none yet.</p>}
        <ul>
          {found.map(({ value, name }) => (
            <li key={value}>
              <label>
                <input type="checkbox" checked={chosen.includes(value)} onChange={(event) => choose(value, event.target.checked)} />
                <bdi>{name}</bdi>
              </label>
            </li>
          ))}
        </ul>
      </div>
    </span>
  );
}
