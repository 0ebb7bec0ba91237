import { createProgressHub } from "@progresshub/client";
import { ProgressHubProvider } from "@progresshub/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./shell/App";
import "./shell/tokens.css";
import "./shell/page.css";
import "./shell/shell.css";
import "./jobs/jobs.css";
import "./start/start.css";

// The page lies where the host is mapped.
const hub = createProgressHub();
const app = document.getElementById("app");
if (app === null) throw new Error("The page has no element #app.");
createRoot(app).render(
  <StrictMode>
    <ProgressHubProvider client={hub}>
      <App />
    </ProgressHubProvider>
  </StrictMode>,
);
