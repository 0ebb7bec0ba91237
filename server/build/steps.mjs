import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// Node's own modules only: this runs before anything is installed.

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const hostProject = "server/ProgressHub.Host";
export const hostProgram = `${hostProject}/bin/Release/net10.0/progresshub-host.dll`;

/** A sentence for the person at the terminal; shown without a stack. */
export class Refusal extends Error {}

/** Runs a program to its end and gives its exit code and, with `quiet`, what it printed. */
export function run(command, args, { quiet = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    // npm is a .cmd file on Windows, which only a shell can run.
    const shell = process.platform === "win32" && command === "npm";
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      shell,
      stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    });
    let output = "";
    child.stdout?.on("data", (part) => {
      output += part;
    });
    child.stderr?.on("data", (part) => {
      output += part;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? 1, signal, output }));
  });
}

/** Announces a step in one line with the time it took; its output is shown only when it fails. */
export async function step(name, command, args, options = {}) {
  const began = Date.now();
  process.stdout.write(`${name} … `);
  const { code, output } = await run(command, args, { ...options, quiet: true });
  console.log(code === 0 ? seconds(began) : "failed");
  if (code !== 0) {
    throw new Refusal(`${output.trim()}\n\n${name}: "${command} ${args.join(" ")}" ended with code ${code}.`);
  }
}

export const seconds = (began) => `${((Date.now() - began) / 1000).toFixed(1)} s`;

/** One hash over the contents of the files and folders named. */
export function hashOf(paths, skip = () => false) {
  const hash = createHash("sha256");
  const visit = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) {
      hash.update(`${path} absent\0`);
      return;
    }
    const entries = readEntries(full);
    if (entries === undefined) {
      hash.update(`${path}\0`).update(readFileSync(full)).update("\0");
      return;
    }
    for (const entry of entries) {
      if (!skip(entry)) visit(`${path}/${entry}`);
    }
  };
  for (const path of paths) visit(path);
  return hash.digest("hex");
}

function readEntries(full) {
  try {
    return readdirSync(full).sort();
  } catch (error) {
    if (error.code === "ENOTDIR") return undefined;
    throw error;
  }
}

const stampFile = (name) => join(root, "node_modules", ".progresshub", name);

export function isStamped(name, hash) {
  const file = stampFile(name);
  return existsSync(file) && readFileSync(file, "utf8") === hash;
}

export function stamp(name, hash) {
  const file = stampFile(name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
}
