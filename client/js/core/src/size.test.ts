import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

/** What the package promises, beside `@microsoft/signalr`. */
const mostBytes = 8_000;

test("the client has under 8 kB, compressed", { timeout: 60_000 }, async () => {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      rolldownOptions: {
        input: fileURLToPath(new URL("index.ts", import.meta.url)),
        external: ["@microsoft/signalr"],
        preserveEntrySignatures: "strict",
        output: { format: "es" },
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ("output" in one ? one.output : []));
  const code = outputs.map((one) => (one.type === "chunk" ? one.code : "")).join("");
  expect(code).toContain("createProgressHub");
  const { length } = gzipSync(code);
  expect(length).toBeGreaterThan(2_000);
  expect(length).toBeLessThan(mostBytes);
});
