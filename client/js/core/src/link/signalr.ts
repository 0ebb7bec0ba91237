import { HttpTransportType, HubConnectionBuilder, JsonHubProtocol, LogLevel } from "@microsoft/signalr";
import type { Token } from "../http/token.js";
import type { WatchAnswer } from "../wire/wire.js";
import type { OpenHub } from "./session.js";

const connectTimeoutMs = 5_000;

/** The link gives up sooner; this is for calls that are under way. */
const serverTimeoutMs = 20_000;

/** What the server calls, each with one message. */
const calls = ["jobsChanged", "groupsChanged", "logAppended", "watchEnded", "resync", "goingAway"] as const;

/** Opens the hub over WebSockets alone: no negotiation, so no sticky sessions are needed, and no second transport that would hide a fault. */
export function hubAt(url: URL, accessToken: Token): OpenHub {
  return async (listener) => {
    // The library keeps keep-alives to itself, but the age of the data counts from the last one.
    class HeardProtocol extends JsonHubProtocol {
      override parseMessages(...message: Parameters<JsonHubProtocol["parseMessages"]>) {
        listener.heard();
        return super.parseMessages(...message);
      }
    }
    const hub = new HubConnectionBuilder()
      .withUrl(url.href, {
        transport: HttpTransportType.WebSockets,
        skipNegotiation: true,
        ...(accessToken.isThere && { accessTokenFactory: async () => (await accessToken.get()) ?? "" }),
      })
      .withHubProtocol(new HeardProtocol())
      .configureLogging(LogLevel.None)
      .withServerTimeout(serverTimeoutMs)
      .build();
    // The library compares the names of calls without regard to case.
    for (const name of calls) hub.on(name, (message: never) => listener[name](message));
    hub.onclose(() => listener.closed());

    const giveUp = setTimeout(() => void hub.stop(), connectTimeoutMs);
    try {
      await hub.start();
    } finally {
      clearTimeout(giveUp);
    }
    return {
      watch: (request) => hub.invoke<WatchAnswer>("Watch", request),
      unwatch: (request) => hub.invoke("Unwatch", request),
      close: () => void hub.stop(),
    };
  };
}
