import { type FormEvent, useRef } from "react";
import { useKey } from "./keys";
import sprite from "./marks.svg";
import { navigate } from "./router";

/** Leads to the jobs that have the text; on the jobs page its own field is there for that. */
export function SearchBox() {
  const field = useRef<HTMLInputElement>(null);
  useKey("/", () => field.current?.focus());
  const search = (event: FormEvent) => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? "";
    navigate(text === "" ? "jobs" : `jobs?${new URLSearchParams({ q: text })}`);
    if (field.current) field.current.value = "";
  };
  return (
    <search className="search">
      <form onSubmit={search}>
        <svg className="icon" aria-hidden="true">
          <use href={`${sprite}#search`} />
        </svg>
        <input
          ref={field}
          type="text"
          aria-label="Search jobs"
          placeholder="Search jobs"
          dir="auto"
          autoComplete="off"
          spellCheck={false}
        />
        <kbd>/</kbd>
      </form>
    </search>
  );
}
