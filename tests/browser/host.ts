import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const project = join(root, "server/ProgressHub.Host");
const program = join(project, "bin/Release/net10.0/progresshub-host.dll");

const startDeadlineMs = 30_000;

/** The real host with a store and a data root of its own; it may be killed and started again at the same address. */
export class Host {
  readonly url: string;
  readonly files: string;
  readonly #folder: string;
  #process: ChildProcess | undefined;
  #output = "";

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.files = join(folder, "files");
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<Host> {
    const folder = await mkdtemp(join(tmpdir(), "progresshub-browser-"));
    const host = new Host(folder, await freePort());
    await mkdir(host.files);
    await host.startAgain();
    return host;
  }

  async startAgain(): Promise<void> {
    const settings = [
      ["--contentRoot", project],
      ["--urls", this.url],
      ["--Storage:ConnectionString", `Data Source=${join(this.#folder, "p.db")}`],
      ["--Jobs:DataRoot", this.files],
      // A job whose host was killed should run again soon.
      ["--Lease:Duration", "00:00:05"],
    ];
    const started = spawn("dotnet", [program, ...settings.flat()], { cwd: this.#folder, stdio: ["ignore", "pipe", "pipe"] });
    this.#process = started;
    const keep = (part: Buffer) => {
      this.#output += part.toString();
    };
    started.stdout.on("data", keep);
    started.stderr.on("data", keep);
    const deadline = Date.now() + startDeadlineMs;
    while (!(await this.#isLive())) {
      if (started.exitCode !== null || Date.now() > deadline) throw new Error(`The host did not start.\n${this.#output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const ended = once(running, "exit");
    running.kill("SIGKILL");
    await ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #isLive(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health/live`)).status === 200;
    } catch {
      return false;
    }
  }
}

/**
 * Below the ports that the system gives to whoever asks for any: one of those would be taken by another test while the host starts or is down, and the
 * page would meet a stranger there. Each worker of the tests has a range of its own.
 */
async function freePort(): Promise<number> {
  const first = 20_000 + Number(process.env.TEST_PARALLEL_INDEX ?? 0) * 1_000;
  for (let tries = 0; tries < 100; tries += 1) {
    const port = first + Math.floor(Math.random() * 1_000);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${first} on is free.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
