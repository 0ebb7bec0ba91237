import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { buildDashboard, buildDotnet, checkTools, installPackages } from "../server/build/prepare.mjs";
import { Refusal, root, run, seconds } from "../server/build/steps.mjs";
import { readPlaywright, readTrx, readVitest } from "./run/reports.mjs";
import { findRequirements } from "./run/requirements.mjs";
import { Tally } from "./run/tally.mjs";

const solution = "ProgressHub.sln";
const results = join(root, "TestResults");
const tally = new Tally();

/** All suites, by name; each is one piece of work for a lane, or several. The longest come first, so that all lanes end together. */
const suites = {
  browser: ({ chromium }) => {
    const file = join(results, "playwright.json");
    const env = { PROGRESSHUB_TEST_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
    const command = ["playwright", "test", "--config", "tests/browser/playwright.config.ts", "--reporter=json"];
    return [() => suite("browser", "npx", command, () => readPlaywright(file), env)];
  },
  dotnet: () => testProjects().flatMap((project) => piecesOf(project).map((piece) => () => testProject(project, piece))),
  unit: () => {
    const file = join(results, "vitest.json");
    return [() => suite("vitest", "npx", ["vitest", "run", "--reporter=json", `--outputFile=${file}`], () => readVitest(file))];
  },
  lint: () => [
    () => check("biome", ["biome", "check", "--error-on-warnings"]),
    ...["core", "react", "dashboard"].map((name) => () => check(`tsc ${name}`, ["tsc", "-p", `client/js/${name}`])),
    () => check("tsc browser tests", ["tsc", "-p", "tests/browser"]),
  ],
};

try {
  const chosen = process.argv.slice(2);
  const unknown = chosen.filter((name) => !Object.hasOwn(suites, name));
  if (unknown.length > 0) throw new Refusal(`There is no suite "${unknown[0]}"; choose of ${Object.keys(suites).join(", ")}.`);
  const began = Date.now();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results);
  await checkTools();
  await installPackages();
  const found = await findRequirements();
  await buildDashboard();
  await buildDotnet(solution);
  const wanted = Object.keys(suites).filter((name) => chosen.length === 0 || chosen.includes(name));
  await inLanes(wanted.flatMap((name) => suites[name](found)));
  console.log(`All suites … ${seconds(began)}`);
} catch (error) {
  tally.fail("setup", error instanceof Refusal ? error.message : (error.stack ?? String(error)));
}
tally.print();
process.exitCode = tally.failures.length > 0 ? 1 : 0;

/** Two suites at a time: three were a twelfth faster on two cores, and so many processes at once that tests met work which was over before they looked. */
async function inLanes(work) {
  const next = work[Symbol.iterator]();
  const lane = async () => {
    for (const piece of next) await piece();
  };
  await Promise.all([lane(), lane()]);
}

/** The test projects of the solution, the longest first. */
function testProjects() {
  const text = readFileSync(join(root, solution), "utf8");
  const long = ["EndToEnd", "Client", "Stores"].map((name) => `ProgressHub.${name}.Tests.csproj`);
  const place = (path) => (long.includes(basename(path)) ? long.indexOf(basename(path)) : long.length);
  return [...text.matchAll(/"([^"]+\.Tests\.csproj)"/g)].map(([, path]) => path.replaceAll("\\", "/")).sort((a, b) => place(a) - place(b));
}

/** The longest project goes in two pieces, each by a filter: its tests of nodes that die, and all others. */
function piecesOf(project) {
  if (!project.includes("EndToEnd")) return [{}];
  const rooms = ["Cluster", "Crash"].map((room) => `FullyQualifiedName~.EndToEnd.Tests.${room}.`);
  return [{ filter: rooms.map((room) => room.replace("~", "!~")).join("&") }, { part: "nodes", filter: rooms.join("|") }];
}

async function testProject(project, { part, filter }) {
  const name = [basename(project, ".csproj"), part].filter(Boolean).join(" ");
  const folder = join(results, name.replace(" ", "."));
  const options = ["-c", "Release", "--no-build", "-nologo", "--logger", "trx", "--results-directory", folder];
  if (filter) options.push("--filter", filter);
  await suite(name, "dotnet", ["test", project, ...options], () => readTrx(folder));
}

async function check(name, [program, ...args]) {
  const began = Date.now();
  const { code, output } = await run("npx", [program, ...args], { quiet: true });
  if (code === 0) tally.pass();
  else tally.fail("lint", name, output);
  console.log(`${name} … ${code === 0 ? "passed" : "failed"}, ${seconds(began)}`);
}

async function suite(name, command, args, read, env) {
  const began = Date.now();
  const { code, output } = await run(command, args, { quiet: true, env });
  const result = read();
  const count = tally.add(name, result, code);
  console.log(`${name} … ${result.passed} of ${count} passed, ${seconds(began)}`);
  // What the runner printed is only of use when its own report does not tell what went wrong.
  if (count === 0 || (code !== 0 && result.failed.length === 0)) console.log(output.trim());
}
