import { useId, useState } from "react";
import { span } from "../format/times";
import { type Kind, matchingKinds } from "./kinds";
import { Problems } from "./Problems";

/** With more kinds than this a search stands above them. */
const fewKinds = 5;

interface KindPickerProps {
  kinds: readonly Kind[];
  picked: string | undefined;
  onPick: (name: string) => void;
  errors: readonly string[];
}

export function KindPicker({ kinds, picked, onPick, errors }: KindPickerProps) {
  const [text, setText] = useState("");
  const ids = { search: useId(), errors: useId() };
  const found = matchingKinds(kinds, text);
  return (
    <fieldset className="kinds" aria-describedby={ids.errors}>
      <legend>Kind</legend>
      {kinds.length > fewKinds && (
        <>
          <label htmlFor={ids.search} className="unseen">
            Search kinds
          </label>
          <input
            id={ids.search}
            type="search"
            value={text}
            placeholder="Search kinds"
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              if (found[0]) onPick(found[0].name);
            }}
          />
        </>
      )}
      <div className="kind-list">
        {found.map(({ name, args, usualSeconds }) => (
          <label key={name} className="kind-choice" data-picked={name === picked || undefined}>
            <input type="radio" name="kind" value={name} checked={name === picked} onChange={() => onPick(name)} />
            <span className="kind-words">
              <b dir="auto">{name}</b>
              {args?.description && (
                <span className="muted" dir="auto">
                  {args.description}
                </span>
              )}
            </span>
            {usualSeconds !== undefined && (
              <span className="muted">usually {usualSeconds < 1 ? "under 1 s" : span(usualSeconds * 1_000)}</span>
            )}
          </label>
        ))}
        {found.length === 0 && <p className="muted">No kind matches. {kinds.length} without this search.</p>}
      </div>
      <Problems id={ids.errors} errors={errors} />
    </fieldset>
  );
}
