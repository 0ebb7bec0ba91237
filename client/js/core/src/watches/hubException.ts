/** The code in what a call of the hub failed with, after SignalR's own words. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? /HubException: ([a-z-]+): /.exec(error.message)?.[1] : undefined;
}
