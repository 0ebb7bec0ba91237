import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  // The packages of this workspace as they are written, not as they were last built.
  resolve: { conditions: ["progresshub-source", ...defaultClientConditions] },
  // Relative addresses, so that the host may map the page below any prefix.
  base: "./",
  build: {
    outDir: "../../../server/ProgressHub.Dashboard/wwwroot",
    emptyOutDir: true,
    // A data: address would break both the strict CSP and <use href>.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      "/api": "http://127.0.0.1:5080",
      "/hubs": { target: "http://127.0.0.1:5080", ws: true },
    },
  },
});
