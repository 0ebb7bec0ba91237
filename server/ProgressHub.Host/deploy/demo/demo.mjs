// Keeps a few jobs running, in the group "demo": checksums of files with real bytes, imports of CSV with a few rows that do not fit.

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";

const url = process.env.PROGRESSHUB_URL ?? "http://127.0.0.1:5080";
const files = process.env.DEMO_FILES ?? "./data/files";
const atOnce = 5;
const restMs = 2_000;
const cities = ["Nairobi", "Łódź", "São Paulo", "Reykjavík", "Hà Nội", "Springfield, IL", "Ουλού", "دبي"];

/** Writes a file in parts, once; a file that is there is left alone. */
async function write(name, parts, part) {
  const path = join(files, name);
  if (
    await stat(path).then(
      () => true,
      () => false,
    )
  )
    return;
  await mkdir(join(path, ".."), { recursive: true });
  const out = createWriteStream(path);
  for (let at = 0; at < parts; at++) if (!out.write(part(at))) await once(out, "drain");
  out.end();
  await once(out, "finish");
}

const row = (number) =>
  `${number},"${cities[number % cities.length]}",${(number * 7919) % 1_000_003}${number % 997 === 0 ? "" : `,2026-0${1 + (number % 9)}-01`}\n`;

async function prepare() {
  for (let file = 0; file < 12; file++) await write(`demo/photos/photo-${file}.raw`, 24, () => randomBytes(1024 * 1024));
  for (const [name, rows] of [
    ["cities", 60_000],
    ["readings", 250_000],
  ]) {
    const block = 1_000;
    await write(`demo/${name}.csv`, rows / block + 1, (at) =>
      at === 0 ? "number,place,value,day\n" : Array.from({ length: block }, (_, row_) => row((at - 1) * block + row_ + 1)).join(""),
    );
  }
}

const plans = [
  { kind: "import-csv", args: { path: "demo/cities.csv" } },
  { kind: "checksum", args: { path: "demo/photos" } },
  { kind: "import-csv", args: { path: "demo/readings.csv" } },
  { kind: "checksum", args: { path: "demo" }, public: true },
];

async function ask(path, init) {
  const answer = await fetch(new URL(path, url), { ...init, signal: AbortSignal.timeout(30_000) });
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

let next = 0;

/** Adds jobs until so many are open; a key makes a repeated submit the same job. */
async function keepBusy() {
  const { jobs } = await ask("/api/jobs?group=demo&state=queued,running");
  for (let more = jobs.length; more < atOnce; more++) {
    const plan = plans[next++ % plans.length];
    await ask("/api/jobs", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": `"demo-${crypto.randomUUID()}"` },
      body: JSON.stringify({ ...plan, groups: ["demo"] }),
    });
  }
}

await prepare();
console.log(`The demo keeps ${atOnce} jobs open at ${url}`);
while (true) {
  // A node that is stopped meanwhile costs one round.
  await keepBusy().catch((error) => console.error(error.message));
  await new Promise((done) => setTimeout(done, restMs));
}
