import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

const nothing = () => ({ passed: 0, failed: [], skipped: [] });

/** The results files of `dotnet test --logger trx` in one folder. */
export function readTrx(folder) {
  const result = nothing();
  if (!existsSync(folder)) return result;
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".trx"))) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, attributes, closing, body = ""] of text.matchAll(/<UnitTestResult\s([^>]*?)(\/>|>([\s\S]*?)<\/UnitTestResult>)/g)) {
      const name = decode(/testName="([^"]*)"/.exec(attributes)?.[1] ?? "?");
      const outcome = /outcome="([^"]*)"/.exec(attributes)?.[1];
      if (outcome === "Passed") result.passed += 1;
      else if (outcome === "NotExecuted") result.skipped.push(name);
      else result.failed.push({ name, reason: reasonIn(closing === "/>" ? "" : body) });
    }
  }
  return result;
}

function reasonIn(body) {
  const part = (tag) => decode(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(body)?.[1] ?? "");
  return [part("Message"), part("StackTrace")].filter(Boolean).join("\n");
}

const entities = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function decode(text) {
  return text.replace(/&(#x?[0-9A-Fa-f]+|lt|gt|quot|apos|amp);/g, (_, name) => {
    if (!name.startsWith("#")) return entities[name];
    return String.fromCodePoint(name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
}

/** The JSON report of vitest. */
export function readVitest(file) {
  const result = nothing();
  if (!existsSync(file)) return result;
  for (const { name: path, message, assertionResults } of JSON.parse(readFileSync(file, "utf8")).testResults) {
    // A file that cannot be loaded has a message and no tests.
    if (message) result.failed.push({ name: path, reason: message });
    for (const { fullName, status, failureMessages } of assertionResults) {
      if (status === "passed") result.passed += 1;
      else if (status === "failed") result.failed.push({ name: fullName, reason: failureMessages.join("\n") });
      else result.skipped.push(fullName);
    }
  }
  return result;
}

/** The JSON report of Playwright. */
export function readPlaywright(file) {
  const result = nothing();
  if (!existsSync(file)) return result;
  const report = JSON.parse(readFileSync(file, "utf8"));
  for (const { message } of report.errors) result.failed.push({ name: "outside of a test", reason: stripVTControlCharacters(message) });
  const visit = ({ suites = [], specs = [] }) => {
    for (const { title, tests } of specs) {
      for (const test of tests) {
        if (test.status === "expected") result.passed += 1;
        else if (test.status === "skipped") result.skipped.push(title);
        else result.failed.push({ name: title, reason: stripVTControlCharacters(test.results.at(-1)?.error?.stack ?? "") });
      }
    }
    for (const suite of suites) visit(suite);
  };
  visit(report);
  return result;
}
