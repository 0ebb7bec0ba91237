export { ProgressHubProvider, useProgressHub } from "./ProgressHubProvider.js";
export { useConnectionState } from "./useConnectionState.js";
export { useGroup } from "./useGroup.js";
export { useGroupSummary } from "./useGroupSummary.js";
export { type UseJobOptions, useJob } from "./useJob.js";
export { type SubmitJob, useSubmitJob } from "./useSubmitJob.js";
export type { WatchHookOptions } from "./useView.js";
