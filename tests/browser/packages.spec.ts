import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "./fixtures";
import { writeCsv } from "./input";
import { bundle, openPage } from "./pages";

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

/** What a project of its own would have beside our packages; taken from here, so that no registry is asked. */
const neighbours = ["@microsoft/signalr", "@types/react", "@types/react-dom", "react", "react-dom"];

const printed = "http://127.0.0.1:5080";
let project: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  project = await mkdtemp(join(tmpdir(), "progresshub-project-"));
  const names = ["client", "react"];
  for (const name of names) await run("npm", ["pack", "--workspace", `@progresshub/${name}`, "--pack-destination", project], { cwd: root });
  const dependencies = Object.fromEntries([
    ...names.map((name) => [`@progresshub/${name}`, `file:progresshub-${name}-0.1.0.tgz`]),
    ...neighbours.map((name) => [name, `file:${join(root, "node_modules", name)}`]),
  ]);
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module", dependencies }));
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund"], { cwd: project });
});

test.afterAll(async () => {
  await rm(project, { recursive: true, force: true });
});

test("every example of the readmes compiles in a project that has installed the packages", async () => {
  const core = await blocks("core", "ts");
  const react = await blocks("react", "tsx");
  await mkdir(join(project, "types"));
  for (const [at, text] of core.entries()) await writeFile(join(project, "types", `core${at}.ts`), `${text}\nexport {};\n`);
  for (const [at, text] of react.entries()) await writeFile(join(project, "types", `react${at}.tsx`), text);
  const options = {
    target: "ES2022",
    module: "NodeNext",
    jsx: "react-jsx",
    strict: true,
    noEmit: true,
    lib: ["ES2023", "DOM", "DOM.Iterable"],
    types: [],
  };
  await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["types"] }));
  const { stdout } = await run(join(root, "node_modules/.bin/tsc"), ["-p", project]).catch((error: { stdout: string }) => error);
  expect(stdout).toBe("");
});

test("the client's first example follows a job to its end", async ({ host, page }) => {
  await writeCsv(host.files, "cities.csv", 200_000);
  const told: string[] = [];
  page.on("console", (message) => told.push(message.text()));
  const [first = ""] = await blocks("core", "ts");
  await openPage(page, host, '<script type="module" src="page.js"></script>', {
    "page.js": await bundled("client.ts", first.replace(printed, host.url)),
  });
  await expect.poll(() => told.at(-1), { timeout: 60_000 }).toMatch(/^succeeded 1$/);
});

test("the react example imports a file", async ({ host, page }) => {
  await writeCsv(host.files, "cities.csv", 200_000);
  const [example = ""] = await blocks("react", "tsx");
  const render = 'import { createRoot } from "react-dom/client"; createRoot(document.querySelector("main")!).render(<App />);';
  const script = await bundled("react.tsx", `${example.replace(printed, host.url)}\n${render}`);
  await openPage(page, host, '<main></main><script type="module" src="page.js"></script>', { "page.js": script });
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("progressbar", { name: "Import" })).toHaveAttribute("aria-busy", "false", { timeout: 60_000 });
});

/** The fenced blocks of a package's readme in a language. */
async function blocks(name: string, language: string): Promise<string[]> {
  const text = await readFile(join(root, "client/js", name, "README.md"), "utf8");
  const found = [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(([, code = ""]) => code);
  expect(found.length).toBeGreaterThan(0);
  return found;
}

async function bundled(file: string, source: string): Promise<string> {
  const entry = join(project, file);
  await writeFile(entry, source);
  return bundle(entry, project);
}
