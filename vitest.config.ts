import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["client/js/*/src/**/*.test.ts"],
    environment: "node",
  },
});
