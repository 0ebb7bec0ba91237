import { existsSync } from "node:fs";
import { join } from "node:path";
import { hashOf, hostProgram, isStamped, Refusal, root, run, stamp, step } from "./steps.mjs";

const webRoot = "server/ProgressHub.Dashboard/wwwroot";

/** Refuses with a cure when the .NET SDK or Node.js is missing or too old. */
export async function checkTools() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Refusal(`Node.js 20.19 or later is needed; this is ${process.versions.node}. Get it from https://nodejs.org.`);
  }
  const cure = "Install the .NET 10 SDK from https://dotnet.microsoft.com/download/dotnet/10.0.";
  let sdks;
  try {
    sdks = await run("dotnet", ["--list-sdks"], { quiet: true });
  } catch {
    throw new Refusal(`The .NET SDK is missing: "dotnet" cannot be run. ${cure}`);
  }
  if (!/^10\./m.test(sdks.output)) {
    throw new Refusal(`The .NET 10 SDK is missing; there is: ${sdks.output.trim() || "none"}. ${cure}`);
  }
}

/** Installs the npm packages when the lockfile has changed since the last time. */
export async function installPackages() {
  const wanted = hashOf(["package-lock.json"]);
  if (isStamped("packages", wanted)) return;
  await step("Installing npm packages", "npm", ["ci", "--no-audit", "--no-fund"]);
  stamp("packages", wanted);
}

/** Builds the dashboard into the host's web root when its sources have changed. */
export async function buildDashboard() {
  const sources = hashOf(["package-lock.json", "tsconfig.base.json", "client/js"], (name) => name === "node_modules" || name === "dist");
  if (isStamped("dashboard", sources) && existsSync(join(root, webRoot, "index.html"))) return;
  await step("Building the dashboard", "npm", ["run", "build", "--workspace", "@progresshub/dashboard"]);
  stamp("dashboard", sources);
}

/** Builds one project or solution in Release when any C# source has changed. */
export async function buildDotnet(target) {
  const sources = hashOf(
    ["global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig", "ProgressHub.sln", "server", "client", "tests"],
    (name) => name.endsWith(".mjs") || ["bin", "obj", "wwwroot", "js", "browser", "fixtures"].includes(name),
  );
  const name = target.replaceAll("/", "-");
  if (isStamped(name, sources) && existsSync(join(root, hostProgram))) return;
  await step(`Building ${target}`, "dotnet", ["build", target, "-c", "Release", "-v", "quiet", "-nologo", "-clp:NoSummary"]);
  stamp(name, sources);
}
