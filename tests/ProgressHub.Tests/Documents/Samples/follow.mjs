// Follows one job to its end by hub and by events, with nothing but Node's own modules: node follow.mjs http://127.0.0.1:5080 ID
import { randomBytes } from "node:crypto";
import { request } from "node:http";

const [base, id] = process.argv.slice(2);
const separator = 0x1e;

/** Keeps the newest snapshot: every observer applies only what is newer. */
function follower(done) {
  const seen = { versions: [], last: undefined };
  return (snapshot) => {
    if (snapshot.id !== id || snapshot.version <= (seen.last?.version ?? 0)) return;
    seen.versions.push(snapshot.version);
    seen.last = snapshot;
    if (snapshot.finalizedAt) done(seen);
  };
}

function byEvents() {
  return new Promise((resolve, reject) => {
    const apply = follower(resolve);
    const answer = request(new URL(`/api/jobs/${id}/events`, base), (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => {
        const events = (text + part).split("\n\n");
        text = events.pop();
        for (const event of events) {
          const field = (name) => new RegExp(`^${name}: (.*)$`, "m").exec(event)?.[1];
          if (field("event") === "job") apply(JSON.parse(field("data")));
        }
      });
    });
    answer.on("error", reject).end();
  });
}

function byHub() {
  return new Promise((resolve, reject) => {
    const upgrade = {
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
    };
    const opening = request(new URL("/hubs/jobs", base), { headers: upgrade });
    opening.on("upgrade", (_response, socket, head) => {
      const send = (message) => socket.write(frame(`${JSON.stringify(message)}\u001e`));
      const ping = setInterval(() => send({ type: 6 }), 10_000);
      const apply = follower((seen) => {
        clearInterval(ping);
        socket.destroy();
        resolve(seen);
      });
      const take = (message) => {
        if (message.error) reject(new Error(message.error));
        else if (message.type === 1 && message.target === "JobsChanged") message.arguments[0].forEach(apply);
        else if (message.type === 3) message.result.jobs.forEach(apply);
      };
      let [bytes, text] = [head, Buffer.alloc(0)];
      const read = (part) => {
        bytes = Buffer.concat([bytes, part]);
        for (let next = firstFrame(bytes); next; next = firstFrame(bytes)) {
          bytes = next.rest;
          text = Buffer.concat([text, next.text]);
        }
        for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator)) {
          take(JSON.parse(text.toString("utf8", 0, at)));
          text = text.subarray(at + 1);
        }
      };
      socket.on("data", read).on("error", reject);
      send({ protocol: "json", version: 1 });
      send({ type: 1, invocationId: "1", target: "Watch", arguments: [{ jobs: [{ id }] }] });
      read(Buffer.alloc(0));
    });
    opening.on("error", reject).end();
  });
}

/** A text frame of a client, masked as RFC 6455 asks; up to 64 KiB. */
function frame(text) {
  const [body, mask] = [Buffer.from(text), randomBytes(4)];
  const length = body.length < 126 ? [0x80 | body.length] : [0x80 | 126, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([0x81, ...length]), mask, body.map((byte, at) => byte ^ mask[at % 4])]);
}

/** The first whole frame of a server and what follows it; undefined while it is not whole. */
function firstFrame(bytes) {
  if (bytes.length < 10 && bytes.length < 2 + (bytes[1] ?? 126)) return undefined;
  const short = bytes[1] & 127;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + length) return undefined;
  const end = start + length;
  return { text: (bytes[0] & 15) <= 1 ? bytes.subarray(start, end) : Buffer.alloc(0), rest: bytes.subarray(end) };
}

const [hub, events] = await Promise.all([byHub(), byEvents()]);
console.log(JSON.stringify({ hub, events }));
