// Builds and runs the compose files from a clean clone of what is committed, and looks at them from outside, as a newcomer would:
//   npm run compose                  the cluster: the page, both nodes, jobs that run on, also while one node is stopped
//   npm run compose -- sqlite        one host on SQLite
// Needs a Docker engine, docker-compose and a free port 5080.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../server/build/steps.mjs";

const port = 5080;
const base = `http://127.0.0.1:${port}`;
const project = "progresshub-check";
const patienceMs = 300_000;
const isSqlite = process.argv[2] === "sqlite";
const file = isSqlite ? "docker-compose.sqlite.yml" : "docker-compose.yml";

const rest = (ms) => new Promise((done) => setTimeout(done, ms));

async function run(command, args, cwd) {
  const child = spawn(command, args, {
    cwd,
    stdio: "inherit",
    env: { ...process.env, DOCKER_BUILDKIT: "0", COMPOSE_DOCKER_CLI_BUILD: "0" },
  });
  const code = await new Promise((done, failed) => child.on("error", failed).on("close", done));
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}`);
}

/** The body of an answer; a connection of its own each time, since what answers may be gone in the next moment. */
function get(path, headers = {}) {
  return new Promise((done, failed) => {
    const asked = request(base + path, { headers, agent: false, timeout: 30_000 }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (part) => {
        body += part;
      });
      answer.on("close", () =>
        answer.statusCode === 200 ? done(body) : failed(new Error(`${path} was answered with ${answer.statusCode}`)),
      );
    });
    asked.on("timeout", () => asked.destroy(new Error(`${path} was not answered`)));
    asked.on("error", failed);
    asked.end();
  });
}

const json = async (path) => JSON.parse(await get(path));

/** Waits for what must come to be, and says what it was. */
async function until(what, look) {
  const began = Date.now();
  for (let last; ; await rest(500)) {
    try {
      const found = await look();
      if (found) {
        console.log(`✓ ${what}, after ${((Date.now() - began) / 1_000).toFixed(1)} s`);
        return found;
      }
    } catch (error) {
      last = error;
    }
    if (Date.now() - began > patienceMs) throw new Error(`Not within ${patienceMs / 1_000} s: ${what}. ${last ?? ""}`);
  }
}

/** Asks for the hub as a browser does; the answer must be the switch of protocols. */
function upgrade() {
  return new Promise((done, failed) => {
    const asked = request(`${base}/hubs/jobs`, {
      headers: {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
      },
    });
    asked.on("upgrade", (answer, socket) => {
      socket.destroy();
      done(answer.statusCode === 101);
    });
    asked.on("response", (answer) => done(answer.resume().statusCode === 101));
    asked.on("error", failed);
    asked.end();
  });
}

async function look(compose) {
  await until("ready", () => get("/health/ready"));
  const page = await get("/", { Accept: "text/html" });
  if (!page.includes("<title>ProgressHub")) throw new Error(`The page is not the dashboard: ${page.slice(0, 200)}`);
  console.log("✓ the page is there");
  await until("the hub takes a WebSocket", upgrade);
  if (isSqlite) return;
  const byNode = async () => (await json("/api/nodes")).nodes;
  await until("two nodes are listed", async () => (await byNode()).filter(({ missing }) => !missing).length === 2);
  await until("the demo has finished jobs on both nodes", async () => {
    const { jobs } = await json("/api/jobs?group=demo&state=succeeded&limit=100");
    return new Set(jobs.map(({ node }) => node)).size === 2;
  });
  await compose("kill", "-s", "SIGKILL", "node-a");
  const killedAt = new Date().toISOString();
  await until("jobs that began after the kill have finished on the other node", async () => {
    const { jobs } = await json(`/api/jobs?group=demo&state=succeeded&createdAfter=${killedAt}&limit=100`);
    return jobs.length > 2 && jobs.every(({ node }) => node === "node-b");
  });
  await until("no job is left on the node that is gone", async () => {
    const { jobs } = await json("/api/jobs?group=demo&state=running&limit=100");
    return jobs.every(({ node }) => node === "node-b");
  });
  await until("the killed node is missing", async () => (await byNode()).some(({ name, missing }) => name === "node-a" && missing));
  await compose("start", "node-a");
  await until("it is back", async () => (await byNode()).filter(({ missing }) => !missing).length === 2);
}

const folder = mkdtempSync(join(tmpdir(), "progresshub-compose-"));
const compose = (...args) => run("docker-compose", ["-p", project, "-f", file, ...args], folder);
try {
  await run("git", ["clone", "--quiet", root, folder], root);
  await compose("up", "--build", "--detach");
  await look(compose);
  await compose("ps");
  console.log("All is well.");
} catch (error) {
  console.error(`✕ ${error.message}`);
  await compose("logs", "--tail=40").catch(() => {});
  process.exitCode = 1;
} finally {
  await compose("down", "--volumes").catch(() => {});
  rmSync(folder, { recursive: true, force: true });
}
