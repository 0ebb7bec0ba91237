import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

// The custom element with all it needs in one file, for pages without a bundler.
export default defineConfig({
  build: {
    rolldownOptions: {
      input: fileURLToPath(new URL("src/element/standalone.ts", import.meta.url)),
      output: { entryFileNames: "progresshub-job.js" },
    },
    modulePreload: { polyfill: false },
    emptyOutDir: false,
  },
});
