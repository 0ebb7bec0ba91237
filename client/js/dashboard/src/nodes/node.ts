/** A process that works on the jobs of the store, as the server tells it. */
export interface Node {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly role: "both" | "web" | "worker";
  readonly startedAt: string;
  readonly beatAt: string;
  readonly missing: boolean;
  /** 0 where it runs nothing. */
  readonly slots: number;
  readonly running: Readonly<Record<string, number>>;
  readonly endedLastMinute: number;
  readonly watches: number;
  /** 0 to 1, of the machine's cores. */
  readonly cpuLoad: number;
}

export interface NodeList {
  readonly asOf: string;
  readonly nodes: readonly Node[];
}

/** Attempts that the node holds. */
export function runningOn({ running }: Node): number {
  return Object.values(running).reduce((sum, one) => sum + one, 0);
}

export function isFull(node: Node): boolean {
  return node.slots > 0 && runningOn(node) >= node.slots;
}

/** What needs a look comes first: missing, then full, then the rest by name. */
export function inOrder(nodes: readonly Node[]): Node[] {
  const rank = (node: Node) => (node.missing ? 0 : isFull(node) ? 1 : 2);
  return [...nodes].sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name) || one.id.localeCompare(other.id));
}

/** The version of most nodes; a node with another one is marked. */
export function usualVersion(nodes: readonly Node[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { version } of nodes) counts.set(version, (counts.get(version) ?? 0) + 1);
  return [...counts].sort(([one, of], [other, than]) => than - of || other.localeCompare(one))[0]?.[0];
}

/** The page's sentence about all of them. */
export function nodesWords(nodes: readonly Node[]): string {
  const missing = nodes.filter((node) => node.missing).length;
  const here = nodes.length - missing;
  const full = nodes.filter((node) => !node.missing && isFull(node)).length;
  const parts = [missing > 0 && `${missing} missing`, `${here} ${here === 1 ? "node" : "nodes"} here`, full > 0 && `${full} full`];
  return parts.filter((part) => part !== false).join(" · ");
}
