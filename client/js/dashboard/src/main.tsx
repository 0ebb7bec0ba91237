import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Api } from "./live/api";
import { Clock } from "./live/clock";
import { ConnectionStore } from "./live/connection";
import { hubAt } from "./live/hub";
import { JobLink } from "./live/jobLink";
import { JobStore } from "./live/jobStore";
import { followPage } from "./live/pageEvents";
import { App } from "./shell/App";
import { PartsProvider } from "./shell/parts";
import "./shell/tokens.css";
import "./shell/page.css";
import "./shell/shell.css";
import "./jobs/jobs.css";
import "./start/start.css";

const base = new URL("./", document.baseURI);
const api = new Api(base);
const jobs = new JobStore();
const connection = new ConnectionStore(Date.now());
const clock = new Clock(connection);
const link = new JobLink({
  openHub: hubAt(new URL("hubs/jobs", base)),
  pollJobs: api.pollJobs,
  jobs,
  connection,
  isOnline: () => navigator.onLine,
  onPushed: (pushed) => clock.learn(pushed),
});
clock.start();
link.start();
followPage(link);

const app = document.getElementById("app");
if (app === null) throw new Error("The page has no element #app.");
createRoot(app).render(
  <StrictMode>
    <PartsProvider parts={{ api, jobs, connection, clock, link }}>
      <App />
    </PartsProvider>
  </StrictMode>,
);
