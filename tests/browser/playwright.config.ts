import { defineConfig } from "@playwright/test";

const chromiumFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const patient = /(accessibility|documents|gallery|jobAccessibility|patience)\.spec\.ts$/;

export default defineConfig({
  testDir: ".",
  outputDir: "./test-results",
  // Each test has a host of its own, and tests of timing disturb each other on two cores. Those that mostly wait, or only look, go beside them,
  // about as long.
  workers: 2,
  projects: [
    { name: "page", testIgnore: patient, workers: 1 },
    { name: "patience", testMatch: patient, workers: 1 },
  ],
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1280, height: 720 },
    launchOptions: { executablePath: process.env.PROGRESSHUB_TEST_CHROMIUM ?? "/usr/bin/chromium", args: chromiumFlags },
    screenshot: "only-on-failure",
  },
});
