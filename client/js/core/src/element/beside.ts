import { standard } from "./progressHubJob.js";

// The built file lies where the host is mapped, so a page need not say where that is.
standard.url = new URL(/* @vite-ignore */ "./", import.meta.url).href;
