import type { JobSnapshot } from "@progresshub/client";
import type { LogWatch } from "@progresshub/client/log";
import { useId } from "react";
import { count } from "../format/numbers";
import { CopyButton } from "../shell/CopyButton";
import { DownloadButton } from "./DownloadButton";
import { type Filter, filters } from "./levels";
import type { LineRange } from "./lineRange";
import { type TimeForm, timeForms, timeLabels } from "./lineTime";
import type { Matches } from "./matches";
import { SearchField } from "./SearchField";
import { copiedLines } from "./textOf";
import type { Search } from "./useSearch";

interface LogToolbarProps {
  job: JobSnapshot;
  watch: LogWatch;
  search: Search;
  onText: (text: string) => void;
  onWalk: (step: 1 | -1) => void;
  filter: Filter;
  onFilter: (name: string) => void;
  counts: { all: number; warnings: Matches };
  timeForm: TimeForm;
  onTimeForm: (form: TimeForm) => void;
  isWrapped: boolean;
  onWrap: () => void;
  picked: LineRange | undefined;
}

export function LogToolbar(props: LogToolbarProps) {
  const { job, watch, search, onText, onWalk, filter, onFilter, counts, timeForm, onTimeForm, isWrapped, onWrap, picked } = props;
  const ids = { level: useId(), time: useId() };
  return (
    <div className="log-tools">
      <SearchField search={search} onText={onText} onWalk={onWalk} />
      <label htmlFor={ids.level} className="unseen">
        Level
      </label>
      <select id={ids.level} value={filter.name} onChange={(event) => onFilter(event.target.value)}>
        {filters.map(({ name, label }) => (
          <option key={name} value={name}>
            {label} {numberOf(name, counts)}
          </option>
        ))}
      </select>
      <label htmlFor={ids.time} className="unseen">
        Time stamps
      </label>
      <select id={ids.time} value={timeForm} onChange={(event) => onTimeForm(event.target.value as TimeForm)}>
        {timeForms.map((form) => (
          <option key={form} value={form}>
            {timeLabels[form]}
          </option>
        ))}
      </select>
      <button type="button" aria-pressed={isWrapped} onClick={onWrap} data-key="w" title="Key: w">
        Wrap
      </button>
      <CopyButton className="" text={() => copiedLines(watch, picked)} label={picked === undefined ? "Copy" : "Copy lines"} />
      <DownloadButton id={job.id} />
    </div>
  );
}

function numberOf(name: Filter["name"], { all, warnings }: LogToolbarProps["counts"]): string {
  if (name === "") return count(all);
  const { lines, grave, isPartial } = warnings;
  const number = (name === "warn" ? lines : grave).length;
  return isPartial ? `${count(number)}+` : count(number);
}
