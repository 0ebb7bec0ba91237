import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Refusal, step } from "../../server/build/steps.mjs";

const postgresFolder = "/usr/lib/postgresql";

/** The programs that tests run as commands. */
const programs = ["pgbouncer", "rsync", "pv", "tmux"];

/** Finds the browser, the database server and the programs of the tests; as root on Debian it installs what is missing. */
export async function findRequirements() {
  const missing = () => [
    ...(findChromium() ? [] : ["chromium"]),
    ...(hasPostgres() ? [] : ["postgresql"]),
    ...programs.filter((name) => !onPath(name)),
  ];
  const wanted = missing();
  if (wanted.length > 0) {
    if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) throw new Refusal(cure(wanted));
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await step("Reading Debian's package lists", "apt-get", ["update"], { env });
    await step(`Installing ${wanted.join(", ")}`, "apt-get", ["install", "-y", "--no-install-recommends", ...wanted], { env });
    if (missing().length > 0) throw new Refusal(cure(missing()));
  }
  return { chromium: findChromium() };
}

function cure(wanted) {
  const ways = {
    chromium: "chromium (Debian, Ubuntu: apt-get install chromium; or set PROGRESSHUB_TEST_CHROMIUM to the path of a Chromium or Chrome)",
    postgresql: "postgresql (Debian, Ubuntu: apt-get install postgresql; or set PROGRESSHUB_TEST_POSTGRES to a connection string)",
  };
  return `The tests need, and do not find:\n${wanted.map((name) => `  - ${ways[name] ?? `${name} (Debian, Ubuntu: apt-get install ${name})`}`).join("\n")}`;
}

function findChromium() {
  const { PROGRESSHUB_TEST_CHROMIUM: chosen } = process.env;
  if (chosen) return chosen;
  return onPath("chromium") ?? onPath("chromium-browser") ?? onPath("google-chrome");
}

function hasPostgres() {
  if (process.env.PROGRESSHUB_TEST_POSTGRES || onPath("postgres")) return true;
  // Debian keeps the server's programs off the path, one folder a version.
  return (
    existsSync(postgresFolder) && readdirSync(postgresFolder).some((version) => existsSync(join(postgresFolder, version, "bin/postgres")))
  );
}

function onPath(program) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
