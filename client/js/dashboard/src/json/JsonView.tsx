import { useState } from "react";
import { CopyButton } from "../shell/CopyButton";
import { folded, kindOf, membersOf, pathOf } from "./jsonText";
import "./json.css";

/** Deeper values are folded at first, and longer lists are shown in part. */
const openDepth = 2;
const shownMembers = 200;

/** JSON to read: members fold, each value can be copied with its path. All of it is text. */
export function JsonView({ value, name }: { value: unknown; name: string }) {
  return (
    <section className="json" aria-label={`The ${name} as JSON`}>
      <div className="json-tools">
        <CopyButton text={() => JSON.stringify(value, undefined, 2)} label={`Copy ${name}`} />
      </div>
      <div className="json-tree mono">
        <Value value={value} path={name} depth={0} />
      </div>
    </section>
  );
}

interface ValueProps {
  value: unknown;
  name?: string;
  path: string;
  depth: number;
}

function Value({ value, name, path, depth }: ValueProps) {
  const [isOpen, setOpen] = useState(depth < openDepth);
  const members = membersOf(value);
  const isList = Array.isArray(value);
  if (members.length === 0) {
    return (
      <div className="json-line">
        <Name name={name} />
        <span className="json-value" data-kind={kindOf(value)} dir="auto">
          {JSON.stringify(value)}
        </span>
        <CopyButton text={() => `${path} = ${JSON.stringify(value)}`} />
      </div>
    );
  }
  return (
    <details className="json-fold" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Name name={name} />
        <span className="muted">
          {isList ? "[ ]" : "{ }"} {folded(value)}
        </span>
      </summary>
      {isOpen && <Members value={value} path={path} depth={depth} />}
    </details>
  );
}

function Members({ value, path, depth }: ValueProps) {
  const members = membersOf(value);
  const isList = Array.isArray(value);
  return (
    <div className="json-members">
      {members.slice(0, shownMembers).map(([key, member]) => (
        <Value key={key} name={key} value={member} path={pathOf(path, key, isList)} depth={depth + 1} />
      ))}
      {members.length > shownMembers && <p className="muted">{members.length - shownMembers} more; copy shows all.</p>}
    </div>
  );
}

function Name({ name }: { name: string | undefined }) {
  return name === undefined ? null : (
    <>
      <bdi className="json-name">{name}</bdi>
      <span className="muted">: </span>
    </>
  );
}
