import { useAnswer } from "../shell/useAnswer";
import { useTime } from "../shell/useTime";
import type { Node, NodeList } from "./node";

const renewedEveryMs = 10_000;

/** The nodes that have gone missing; none where they may not be seen. */
export function useMissingNodes(): readonly Node[] {
  const occasion = useTime(({ deviceNow }) => (document.hidden ? "hidden" : Math.floor(deviceNow / renewedEveryMs)));
  const { value } = useAnswer<NodeList>("nodes", occasion);
  return value?.nodes.filter(({ missing }) => missing) ?? [];
}
