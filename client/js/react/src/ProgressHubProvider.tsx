import type { ProgressHubClient } from "@progresshub/client";
import { createContext, type ReactNode, useContext } from "react";

const ClientContext = createContext<ProgressHubClient | undefined>(undefined);

/** Gives the client to the hooks below it. The client outlives it: close it where it was made. */
export function ProgressHubProvider({ client, children }: { client: ProgressHubClient; children?: ReactNode }) {
  return <ClientContext.Provider value={client}>{children}</ClientContext.Provider>;
}

/** The client of the nearest provider; throws where there is none. */
export function useProgressHub(): ProgressHubClient {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error("There is no <ProgressHubProvider> around this component.");
  return client;
}
