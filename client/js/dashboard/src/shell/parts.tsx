import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import type { Api } from "../live/api";
import type { Clock, Tick } from "../live/clock";
import type { Connection, ConnectionStore } from "../live/connection";
import type { JobLink } from "../live/jobLink";
import type { JobStore } from "../live/jobStore";
import type { JobSnapshot } from "../wire/wire";

export interface Parts {
  api: Api;
  jobs: JobStore;
  connection: ConnectionStore;
  clock: Clock;
  link: JobLink;
}

const PartsContext = createContext<Parts | undefined>(undefined);

export function PartsProvider({ parts, children }: { parts: Parts; children: ReactNode }) {
  return <PartsContext value={parts}>{children}</PartsContext>;
}

export function useParts(): Parts {
  const parts = useContext(PartsContext);
  if (parts === undefined) throw new Error("This component stands outside of PartsProvider.");
  return parts;
}

export function useJobs(): readonly JobSnapshot[] {
  const { jobs } = useParts();
  return useSyncExternalStore(jobs.subscribe, jobs.getSnapshot);
}

export function useConnection(): Connection {
  const { connection } = useParts();
  return useSyncExternalStore(connection.subscribe, connection.getSnapshot);
}

/** What `read` makes of the time; renders again only when that changes. */
export function useTime<T extends string | number | boolean | undefined>(read: (tick: Tick) => T): T {
  const { clock } = useParts();
  return useSyncExternalStore(clock.subscribe, () => read(clock.getSnapshot()));
}
