import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { count } from "../format/numbers";
import type { Search } from "./useSearch";

/** What is typed is looked for once the reader pauses. */
const typingMs = 250;

interface SearchFieldProps {
  search: Search;
  onText: (text: string) => void;
  onWalk: (step: 1 | -1) => void;
}

export function SearchField({ search, onText, onWalk }: SearchFieldProps) {
  const [typed, setTyped] = useState(search.text);
  const newest = useRef(onText);
  newest.current = onText;
  const id = useId();
  useEffect(() => {
    if (typed === search.text) return;
    const timer = setTimeout(() => newest.current(typed), typingMs);
    return () => clearTimeout(timer);
  }, [typed, search.text]);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Enter") onWalk(event.shiftKey ? -1 : 1);
    if (event.key === "Escape" && typed !== "") {
      event.stopPropagation();
      setTyped("");
    }
  };
  return (
    <div className="log-search">
      <label htmlFor={id} className="unseen">
        Search the log
      </label>
      <input
        id={id}
        type="search"
        dir="auto"
        value={typed}
        placeholder="Search the log"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKey}
      />
      <output className="muted">{search.text === "" ? "" : hitWords(search)}</output>
    </div>
  );
}

function hitWords({ hits, place, isPartial }: Search): string {
  if (hits === 0) return isPartial ? "Searching…" : "No line";
  const number = `${count(hits)}${isPartial ? "+" : ""}`;
  return place === 0 ? `${number} ${hits === 1 ? "line" : "lines"}` : `${count(place)} of ${number}`;
}
