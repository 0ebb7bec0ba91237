import { createProgressHub } from "@progresshub/client";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { ProgressHubProvider, useConnectionState, useGroup, useGroupSummary, useJob } from "./index.js";

function Page() {
  const job = useJob("019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11");
  const group = useGroup("all");
  const summary = useGroupSummary("all");
  const connection = useConnectionState();
  return JSON.stringify([job, group, summary, connection]);
}

test("a server renders the state connecting, and asks nobody", () => {
  const hub = createProgressHub({ url: "http://127.0.0.1:9" });
  const html = renderToString(
    <ProgressHubProvider client={hub}>
      <Page />
    </ProgressHubProvider>,
  );
  const connection = { state: "connecting", since: 0 };
  expect(JSON.parse(html.replaceAll("&quot;", '"'))).toEqual([
    { isFinal: false, connection },
    { hasOlder: false, isFinal: false, connection },
    { isFinal: false, connection },
    connection,
  ]);
  expect(hub.connection.getSnapshot().state).toBe("connecting");
});

test("a hook outside of a provider says so", () => {
  expect(() => renderToString(<Page />)).toThrow("<ProgressHubProvider>");
});
