import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

// The custom element with all it needs in one file, for pages without a bundler.
export default defineConfig({
  build: {
    lib: { entry: fileURLToPath(new URL("src/element/standalone.ts", import.meta.url)), formats: ["es"], fileName: () => "progresshub-job.js" },
    emptyOutDir: false,
  },
});
