// Looks at the list of running jobs for some time and tells how the page keeps up. The bench "page" starts it: npm run bench -- page
import { cpus } from "node:os";
import { chromium } from "@playwright/test";
import { busyShares, mean } from "./trace.mjs";

const [url, jobs, secondsText] = process.argv.slice(2);
const seconds = Number(secondsText);

await measure();

async function measure() {
  const browser = await chromium.launch({
    executablePath: process.env.PROGRESSHUB_TEST_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--js-flags=--expose-gc"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    const pushed = countPushes(page);
    await page.goto(`${url}/jobs?state=running`);
    await page.locator(".row").first().waitFor();
    const all = Number(jobs).toLocaleString("en-US");
    await page.getByText(`${all} jobs`).waitFor();
    await browser.startTracing(page, { categories: ["devtools.timeline", "disabled-by-default-devtools.timeline"] });
    const heap = [];
    const before = pushed.count;
    const still = await frames(page, (seconds / 2) * 1_000, false, heap);
    const scrolled = await frames(page, (seconds / 2) * 1_000, true, heap);
    const trace = JSON.parse((await browser.stopTracing()).toString());
    const rate = (count) => Math.round(count / seconds);
    console.log(`cores                    ${cpus().length}, shared by server and browser`);
    console.log(`snapshots pushed         ${rate(pushed.count - before)}/s to the page`);
    console.log(`frames, page at rest     ${mean(still).toFixed(1)}/s`);
    console.log(`frames while scrolling   ${mean(scrolled).toFixed(1)}/s, least in a second ${Math.min(...scrolled)}`);
    const { clock, processor } = busyShares(trace);
    console.log(`main thread busy         ${percent(clock)} by the clock, ${percent(processor)} by its processor time`);
    console.log(`JS heap after collection ${heap.map((bytes) => (bytes / 1e6).toFixed(1)).join(" ")} MB`);
  } finally {
    await browser.close();
  }
}

function percent(share) {
  return `${(share * 100).toFixed(1)}%`;
}

function countPushes(page) {
  const pushed = { count: 0 };
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      pushed.count += String(payload).split('"version":').length - 1;
    }),
  );
  return pushed;
}

/** Frames in each second; the heap is read every ten. */
async function frames(page, ms, isScrolling, heap) {
  const session = await page.context().newCDPSession(page);
  const counts = [];
  for (let second = 0; second * 1_000 < ms; second += 1) {
    if (second % 10 === 0) {
      await session.send("HeapProfiler.collectGarbage");
      heap.push((await session.send("Runtime.getHeapUsage")).usedSize);
    }
    counts.push(await page.evaluate(countFrames, isScrolling));
  }
  return counts;
}

/** Runs in the page: the frames of one second, and a scroll in each of them. */
function countFrames(isScrolling) {
  return new Promise((resolve) => {
    const end = performance.now() + 1_000;
    let count = 0;
    const step = () => {
      count += 1;
      if (isScrolling) {
        const most = document.documentElement.scrollHeight - innerHeight;
        window.scrollTo(0, window.scrollY + 40 > most ? 0 : window.scrollY + 40);
      }
      if (performance.now() < end) requestAnimationFrame(step);
      else resolve(count);
    };
    requestAnimationFrame(step);
  });
}
