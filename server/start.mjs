import { spawn } from "node:child_process";
import { constants } from "node:os";
import { buildDashboard, buildDotnet, checkTools, installPackages } from "./build/prepare.mjs";
import { hostProgram, hostProject, Refusal, root } from "./build/steps.mjs";

try {
  await checkTools();
  await installPackages();
  await buildDashboard();
  await buildDotnet(hostProject);
  process.exitCode = await runHost(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** Runs the host in the repository's folder, so that `./data` is the same however npm was called, and gives its exit code. */
function runHost(args) {
  return new Promise((resolve, reject) => {
    const host = spawn("dotnet", [hostProgram, ...args], {
      cwd: root,
      stdio: "inherit",
      // A group of its own: Ctrl+C reaches the whole group of the terminal, npm passes it on as well, and the host should hear it once.
      detached: process.platform !== "win32",
    });
    let isAsked = false;
    const stop = (signal) => {
      if (isAsked) return;
      isAsked = true;
      host.kill(signal === "SIGINT" ? "SIGINT" : "SIGTERM");
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
    // npm runs this below a shell, and a SIGTERM to npm ends the shell without reaching us: no host is left behind.
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && stop("SIGTERM"), 500).unref();
    host.on("error", reject);
    host.on("exit", (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
