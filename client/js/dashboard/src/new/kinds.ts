import type { Schema } from "./schema";

/** A kind as the server tells it. */
export interface Kind {
  readonly name: string;
  readonly args?: Schema;
  readonly usualSeconds?: number;
}

/** Kinds whose name or description has each word of the text. */
export function matchingKinds(kinds: readonly Kind[], text: string): readonly Kind[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return kinds.filter(({ name, args }) => {
    const told = `${name} ${args?.description ?? ""}`.toLowerCase();
    return words.every((word) => told.includes(word));
  });
}
