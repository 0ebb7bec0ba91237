import { useSubmitJob } from "@progresshub/react";
import { type FormEvent, useId, useRef, useState } from "react";
import { placeProblem } from "./placeProblem";

const kinds = [
  { name: "import-csv", pathLabel: "File", placeholder: "cities.csv", says: "Reads a CSV file of the data folder into a table." },
  { name: "checksum", pathLabel: "Folder", placeholder: "photos", says: "Hashes every file of a folder of the data folder." },
] as const;

export function StartForm() {
  const [kind, setKind] = useState<(typeof kinds)[number]>(kinds[0]);
  const [path, setPath] = useState("");
  const { submitAsync, isPending, error } = useSubmitJob<{ path: string }>(kind.name);
  const field = useRef<HTMLInputElement>(null);
  const ids = { kind: useId(), path: useId(), help: useId(), error: useId() };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    try {
      await submitAsync({ path });
      setPath("");
    } catch {
      field.current?.focus();
    }
  };

  const { ofPath, ofForm, cure } = placeProblem(error);
  return (
    <form className="start" onSubmit={submit} aria-label="Start a job">
      <div className="field">
        <label htmlFor={ids.kind}>Kind</label>
        <select
          id={ids.kind}
          value={kind.name}
          onChange={(event) => setKind(kinds.find(({ name }) => name === event.target.value) ?? kinds[0])}
        >
          {kinds.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      <div className="field field-path">
        <label htmlFor={ids.path}>{kind.pathLabel}</label>
        <input
          id={ids.path}
          ref={field}
          dir="auto"
          value={path}
          placeholder={kind.placeholder}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={`${ids.help} ${ids.error}`}
          onChange={(event) => setPath(event.target.value)}
        />
      </div>
      <button type="submit" className="primary" disabled={isPending}>
        {isPending ? "Starting…" : "Start job"}
      </button>
      <p className="start-help muted" id={ids.help}>
        {kind.says} The path is relative to it.
      </p>
      <div className="problem" id={ids.error} role="alert">
        {[...ofPath, ...ofForm].map((text) => (
          <p key={text} dir="auto">
            {text}
          </p>
        ))}
        {cure && <p dir="auto">{cure}</p>}
      </div>
    </form>
  );
}
