import { useEffect, useRef } from "react";
import { setting } from "./settings";

type Act = (event: KeyboardEvent) => void;

/** By key; the part of the page that came last is asked first. */
const acts = new Map<string, { current: Act | undefined }[]>();

/** How long a first key such as `g` waits for its second. */
const sequenceMs = 1_000;

let first: { key: string; at: number } | undefined;

/** Does `act` at a key such as `j`, `Shift+x` or `g o`: never while somebody types, never with Ctrl, Alt or Meta. Without `act` the key is left to others. */
export function useKey(key: string, act: Act | undefined): void {
  const held = useRef(act);
  held.current = act;
  useEffect(() => {
    const one = held;
    acts.set(key, [one, ...(acts.get(key) ?? [])]);
    return () => {
      acts.set(
        key,
        (acts.get(key) ?? []).filter((other) => other !== one),
      );
    };
  }, [key]);
}

export function listenForKeys(): () => void {
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const isOff = setting("keys") === "off" && event.key !== "Escape";
  if (isOff || isTyping(event.target) || document.querySelector("dialog:modal") !== null) return;
  const name = nameOf(event);
  const before = first !== undefined && event.timeStamp - first.at < sequenceMs ? first.key : undefined;
  first = undefined;
  const act = (before === undefined ? undefined : actOf(`${before} ${name}`)) ?? actOf(name);
  if (act !== undefined) {
    event.preventDefault();
    act(event);
  } else if ([...acts.keys()].some((key) => key.startsWith(`${name} `))) {
    first = { key: name, at: event.timeStamp };
  }
}

function actOf(name: string): Act | undefined {
  return acts.get(name)?.find(({ current }) => current !== undefined)?.current;
}

/** Letters with Shift are named with it; signs such as `?` are what they are. */
function nameOf({ key, shiftKey }: KeyboardEvent): string {
  const isLetter = /^[a-z]$/i.test(key);
  return isLetter && shiftKey ? `Shift+${key.toLowerCase()}` : isLetter ? key.toLowerCase() : key;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio])"))
  );
}
