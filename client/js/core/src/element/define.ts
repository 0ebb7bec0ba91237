import { ProgressHubJob } from "./progressHubJob.js";

export { ProgressHubJob, type ProgressHubJobEventMap } from "./progressHubJob.js";

// Two copies of this file on one page must not throw.
if ("customElements" in globalThis && customElements.get("progresshub-job") === undefined) {
  customElements.define("progresshub-job", ProgressHubJob);
}
