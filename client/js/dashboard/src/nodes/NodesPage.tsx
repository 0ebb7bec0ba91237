import { Failed } from "../job/Failed";
import { SlowSign } from "../jobs/SlowSign";
import { Heading } from "../shell/Heading";
import { useAnswer } from "../shell/useAnswer";
import { useTime } from "../shell/useTime";
import { NodeRow } from "./NodeRow";
import { inOrder, type NodeList, nodesWords, usualVersion } from "./node";
import "./nodes.css";

const renewedEveryMs = 2_000;

/** Which nodes are there, which are missing, and which are full. */
export function NodesPage() {
  const occasion = useTime(({ deviceNow }) => (document.hidden ? "hidden" : Math.floor(deviceNow / renewedEveryMs)));
  const { value, error, again } = useAnswer<NodeList>("nodes", occasion);
  const usual = value && usualVersion(value.nodes);
  return (
    <div className="nodes">
      <Heading>Nodes</Heading>
      {error && <Failed what="the nodes" error={error} again={again} />}
      {value === undefined && !error && <SlowSign what="the nodes" rows={3} />}
      {value !== undefined && (
        <>
          <p className="muted">{nodesWords(value.nodes)}</p>
          <table className="records node-rows">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col" className="n-beat">
                  Heartbeat
                </th>
                <th scope="col" className="n-role">
                  Role
                </th>
                <th scope="col" className="n-slots">
                  Slots
                </th>
                <th scope="col" className="n-number">
                  Jobs/min
                </th>
                <th scope="col" className="n-number">
                  Watches
                </th>
                <th scope="col" className="n-number">
                  CPU
                </th>
                <th scope="col" className="n-version">
                  Version
                </th>
              </tr>
            </thead>
            <tbody>
              {inOrder(value.nodes).map((node) => (
                <NodeRow key={node.id} node={node} isUnusual={node.version !== usual} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}
