import { type ReactNode, useEffect, useRef, useState } from "react";
import { count } from "../format/numbers";
import { useKey } from "../shell/keys";
import { navigate } from "../shell/router";
import { Choices } from "./Choices";
import { allStates, createdSpans, type Filter, type Sort, writeFilter } from "./filter";
import { stateWords } from "./jobWords";
import { useGroupNames, useKindNames } from "./useNames";

interface FilterRowProps {
  filter: Filter;
  fixed: Partial<Filter>;
  /** What the address says that nobody reads. */
  unknown: readonly string[];
  total: number | undefined;
  loaded: number | undefined;
  /** Stands before the count. */
  children?: ReactNode;
}

/** What is typed replaces the address after this long; what is chosen goes at once. */
const typedMs = 250;

const here = () => location.pathname;

export function FilterRow({ filter, fixed, unknown, total, loaded, children }: FilterRowProps) {
  const [looks, setLooks] = useState(0);
  const kinds = useKindNames(looks);
  const groups = useGroupNames(looks);
  const look = () => setLooks((before) => before + 1);
  const go = (change: Partial<Filter>, replace = false) =>
    navigate(here() + writeFilter({ ...filter, ids: [], ...change }, fixed), { replace });
  const shown = total ?? loaded;
  return (
    <search className="filter-row">
      <TextFilter text={filter.text} onText={(text) => go({ text }, true)} />
      <Choices
        label="State"
        options={allStates.map((state) => ({ value: state, name: stateWords[state] }))}
        chosen={filter.states}
        onChoose={(states) => go({ states: allStates.filter((state) => states.includes(state)) })}
      />
      <Choices
        label="Kind"
        onOpen={look}
        options={[...new Set([...kinds, ...filter.kinds])].map((kind) => ({ value: kind, name: kind }))}
        chosen={filter.kinds}
        onChoose={(chosen) => go({ kinds: chosen })}
      />
      {fixed.group === undefined && (
        <Choices
          label="Group"
          onOpen={look}
          isSingle
          options={[...new Set([...groups, ...(filter.group ? [filter.group] : [])])].map((group) => ({ value: group, name: group }))}
          chosen={filter.group ? [filter.group] : []}
          onChoose={([group]) => go({ group })}
        />
      )}
      <Choices
        label="Created"
        isSingle
        options={[
          ...Object.entries(createdSpans).map(([value, name]) => ({ value, name })),
          ...(filter.created && !(filter.created in createdSpans) ? [{ value: filter.created, name: spanWords(filter.created) }] : []),
        ]}
        chosen={filter.created ? [filter.created] : []}
        onChoose={([created]) => go({ created })}
      />
      {filter.ids.length > 0 && (
        <span className="choices" data-chosen>
          <span className="chosen-ids">{filter.ids.length === 1 ? "1 chosen job" : `${count(filter.ids.length)} chosen jobs`}</span>
          <button type="button" className="take-away" aria-label="All jobs" onClick={() => go({})}>
            ×
          </button>
        </span>
      )}
      <span className="filter-count">
        {children}
        {unknown.length > 0 && (
          <span className="problem" dir="auto">
            Not known: {unknown.join(", ")}{" "}
          </span>
        )}
        {shown !== undefined && (
          <b>
            {count(shown)}
            {total === undefined && shown >= 100 && "+"} {shown === 1 ? "job" : "jobs"}
          </b>
        )}
      </span>
      <select className="order" aria-label="Order" value={filter.sort} onChange={(event) => go({ sort: event.target.value as Sort })}>
        <option value="newest">Newest first</option>
        <option value="oldest">Oldest first</option>
      </select>
    </search>
  );
}

function TextFilter({ text, onText }: { text: string; onText: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  const latest = useRef(onText);
  latest.current = onText;
  useKey("/", () => field.current?.focus());
  // The address may change without the field, by Back or by a link.
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed.trim() === text) return;
    const timer = setTimeout(() => latest.current(typed.trim()), typedMs);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return (
    <span className="text-filter">
      <input
        ref={field}
        type="text"
        aria-label="Text in id, kind, message or error"
        placeholder="Text"
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && field.current?.blur()}
      />
      <kbd>/</kbd>
    </span>
  );
}

function spanWords(created: string): string {
  const time = (text = "") => new Date(text).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const [from, to] = created.split("..");
  return `${time(from)} to ${time(to)}`;
}
