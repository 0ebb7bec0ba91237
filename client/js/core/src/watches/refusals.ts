import { ProgressHubError } from "../http/error.js";

const cures: Record<string, string> = {
  "job-not-found": "Check the id; it also means that you have no right to it.",
  "group-not-found": "Check the name; it also means that you have no right to it.",
  "limit-watches": "Close some watches, or watch a group.",
  "token-expired": "Send a new token, or a function that gets one.",
};

export function refusal(code: string, detail: string): ProgressHubError {
  return new ProgressHubError(code, detail, { cure: cures[code] });
}

/** The code in what a call of the hub failed with, after SignalR's own words. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? /HubException: ([a-z-]+): /.exec(error.message)?.[1] : undefined;
}
