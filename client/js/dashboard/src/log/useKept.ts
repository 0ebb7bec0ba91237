import { useState } from "react";

/** A choice of this reader that is remembered on this device; forgotten where the browser keeps nothing. */
export function useKept<T extends string>(name: string, choices: readonly T[], standard: T): [T, (choice: T) => void] {
  const key = `progresshub.${name}`;
  const [choice, setChoice] = useState(() => choices.find((one) => one === read(key)) ?? standard);
  return [
    choice,
    (chosen) => {
      setChoice(chosen);
      write(key, chosen);
    },
  ];
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing: the choice holds as long as the page does.
  }
}
