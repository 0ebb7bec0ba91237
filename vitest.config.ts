import { defineConfig } from "vitest/config";

export default defineConfig({
  // The packages of this workspace as they are written, not as they were last built.
  ssr: { resolve: { conditions: ["progresshub-source", "module", "node", "development|production"] } },
  test: {
    include: ["client/js/*/src/**/*.test.{ts,tsx}"],
    environment: "node",
  },
});
