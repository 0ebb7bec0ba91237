import { count, tightCount } from "../format/numbers";
import { age, exact, timeOfDay } from "../format/times";
import { useTime } from "../shell/useTime";
import { GoneIcon } from "./GoneIcon";
import type { Node } from "./node";
import { SlotsBar } from "./SlotsBar";

const roleWords = { both: "Web and worker", web: "Web", worker: "Worker" } as const;

/** One node: of a missing one only what stays true is shown. */
export function NodeRow({ node, isUnusual }: { node: Node; isUnusual: boolean }) {
  const { name, version, role, startedAt, beatAt, missing, endedLastMinute, watches, cpuLoad } = node;
  const heard = useTime(({ serverNow }) => (missing ? `Gone since ${timeOfDay(Date.parse(beatAt), false)}` : age(beatAt, serverNow)));
  const up = useTime(({ serverNow }) => age(startedAt, serverNow));
  return (
    <tr className="record node-row" data-missing={missing || undefined}>
      <td className="n-name">
        <b dir="auto" title={name}>
          {name}
        </b>
        <span className="muted" title={exact(startedAt)}>
          {up === "now" ? "started now" : `started ${up} ago`}
        </span>
      </td>
      <td className="n-beat" title={exact(beatAt)}>
        {missing && <GoneIcon />}
        {heard}
      </td>
      <td className="n-role">{roleWords[role]}</td>
      <td className="n-slots">{!missing && <SlotsBar node={node} />}</td>
      <td className="n-number" data-name="Jobs/min">
        {!missing && role !== "web" && tightCount(endedLastMinute)}
      </td>
      <td className="n-number" data-name="Watches" title={count(watches)}>
        {!missing && role !== "worker" && tightCount(watches)}
      </td>
      <td className="n-number" data-name="CPU">
        {!missing && `${Math.round(cpuLoad * 100)}%`}
      </td>
      <td className="n-version" data-unusual={isUnusual || undefined} title={isUnusual ? "Most nodes run another version" : undefined}>
        {version}
        {isUnusual && <span className="unseen"> differs from most nodes</span>}
      </td>
    </tr>
  );
}
