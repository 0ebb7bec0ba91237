import { createProgressHub } from "@progresshub/client";
import { ProgressHubProvider } from "@progresshub/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./shell/App";
import { apiBase } from "./shell/base";
import "./shell/tokens.css";
import "./shell/page.css";
import "./shell/shell.css";
import "./shell/topBar.css";
import "./shell/menu.css";
import "./shell/help.css";
import "./shell/connection.css";
import "./shell/records.css";
import "./jobs/filters.css";
import "./jobs/rows.css";
import "./jobs/rowsOnPhone.css";
import "./jobs/bars.css";
import "./jobs/questions.css";
import "./groups/groups.css";
import "./overview/overview.css";

const hub = createProgressHub({ url: apiBase });
const app = document.getElementById("app");
if (app === null) throw new Error("The page has no element #app.");
createRoot(app).render(
  <StrictMode>
    <ProgressHubProvider client={hub}>
      <App />
    </ProgressHubProvider>
  </StrictMode>,
);
