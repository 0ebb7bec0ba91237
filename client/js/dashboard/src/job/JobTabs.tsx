import type { JobSnapshot } from "@progresshub/client";
import type { KeyboardEvent, ReactNode } from "react";
import { count } from "../format/numbers";
import { LogView } from "../log/LogView";
import { jobPlace } from "../shell/paths";
import { navigate, useRoute } from "../shell/router";
import type { Answer } from "../shell/useAnswer";
import { ArgumentsTab } from "./ArgumentsTab";
import { AttemptsTab } from "./AttemptsTab";
import { ChildrenTab } from "./ChildrenTab";
import type { JobDetail } from "./detail";
import { ResultTab } from "./ResultTab";
import "./tabs.css";

interface Tab {
  name: string;
  label: string;
  content: () => ReactNode;
}

/** What there is to know beside the progress; the address names the tab. */
export function JobTabs({ job, detail }: { job: JobSnapshot; detail: Answer<JobDetail> }) {
  const { query } = useRoute();
  const tabs = tabsOf(job, detail);
  const wanted = query.get("tab") ?? "log";
  const shown = tabs.find(({ name }) => name === wanted) ?? tabs[0];
  const open = (name: string) => navigate(`${jobPlace(job.id)}${name === "log" ? "" : `?tab=${name}`}`);
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0 || shown === undefined) return;
    const next = tabs[(tabs.indexOf(shown) + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    open(next.name);
    document.getElementById(`tab-${next.name}`)?.focus();
  };
  return (
    <div className="tabs">
      <div className="tab-list" role="tablist" aria-label="About this job">
        {tabs.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === shown?.name}
            aria-controls="tab-panel"
            tabIndex={name === shown?.name ? 0 : -1}
            onClick={() => open(name)}
            onKeyDown={onKey}
          >
            {label}
          </button>
        ))}
      </div>
      <div className="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${shown?.name}`}>
        {shown?.content()}
      </div>
    </div>
  );
}

function tabsOf(job: JobSnapshot, detail: Answer<JobDetail>): Tab[] {
  const { children } = job;
  const hasResult = job.result !== undefined || job.resultBytes !== undefined;
  return [
    { name: "log", label: "Log", content: () => <LogView job={job} key={job.id} /> },
    { name: "arguments", label: "Arguments", content: () => <ArgumentsTab detail={detail} /> },
    ...(hasResult ? [{ name: "result", label: "Result", content: () => <ResultTab job={job} /> }] : []),
    ...(children ? [{ name: "children", label: `Children ${count(children.total)}`, content: () => <ChildrenTab job={job} /> }] : []),
    {
      name: "attempts",
      label: ["Attempts", detail.value && count(detail.value.attempts.length)].filter(Boolean).join(" "),
      content: () => <AttemptsTab job={job} detail={detail} />,
    },
  ];
}
