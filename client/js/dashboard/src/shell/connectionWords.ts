import type { Connection } from "@progresshub/client";
import { span, timeOfDay } from "../format/times";

export interface ConnectionWords {
  mark: "live" | "polling" | "reconnecting" | "offline" | "signIn";
  label: string;
  detail: string;
  /** What the reader may do about it. */
  action: string | undefined;
}

/** The mark's text and what it says on a click, as of `now` on this device. */
export function connectionWords(connection: Connection, heardAt: number | undefined, now: number): ConnectionWords {
  const { since, nextTryAt } = connection;
  switch (connection.state) {
    case "connecting":
      return { mark: "reconnecting", label: "Connecting…", detail: "The page asks the server for its jobs.", action: undefined };
    case "live": {
      const quietFor = now - (heardAt ?? since);
      const ageText = quietFor < 1_000 ? "now" : `${span(quietFor)} ago`;
      return {
        mark: "live",
        label: quietFor >= 10_000 ? `Live, ${span(quietFor)}` : "Live",
        detail: `Updates arrive as they happen. Newest data: ${ageText}.`,
        action: undefined,
      };
    }
    case "polling":
      return {
        mark: "polling",
        label: "Polling every 2 s",
        detail: `WebSocket cannot be reached since ${timeOfDay(since, false)}. Nothing is missing, updates come every 2 s.`,
        action: "Try live now",
      };
    case "reconnecting":
      return {
        mark: "reconnecting",
        label: connection.reason === "going-away" ? "Server restarting" : `Reconnecting, ${span(now - since)}`,
        detail: [`Connection lost at ${timeOfDay(since)}.`, heardAt && "You see that moment.", nextTry(nextTryAt, now)]
          .filter(Boolean)
          .join(" "),
        action: "Try now",
      };
    case "offline":
      return {
        mark: "offline",
        label: `Offline since ${timeOfDay(since, false)}`,
        detail: "This device has no network. The page updates by itself when it returns.",
        action: undefined,
      };
    case "closed":
      return {
        mark: connection.reason === "unauthenticated" ? "signIn" : "offline",
        label: connection.reason === "unauthenticated" ? "Sign in again" : "Not connected",
        detail: `The server has ended this page's right to its jobs at ${timeOfDay(since)}: ${connection.reason}. Running jobs go on.`,
        action: undefined,
      };
  }
}

function nextTry(at: number | undefined, now: number): string {
  const left = at === undefined ? 0 : at - now;
  return left >= 1_000 ? `Next try in ${span(left)}.` : "Trying now.";
}

/** The strip's sentence. */
export function stripWords(connection: Connection, heardAt: number | undefined, now: number): string {
  const { state, since, nextTryAt } = connection;
  const seen = heardAt === undefined ? "" : ` You see the state of ${timeOfDay(heardAt)}.`;
  if (state === "offline") return `This device has no network since ${timeOfDay(since)}.${seen}`;
  if (state === "closed") return `The server no longer answers this page: ${connection.reason}.${seen} Load the page again.`;
  if (state === "polling") return `The server has not answered for ${span(now - (heardAt ?? since))}.${seen}`;
  return `Connection lost ${span(now - since)} ago.${seen} ${nextTry(nextTryAt, now)}`;
}
