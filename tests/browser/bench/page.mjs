// Looks at the list of running jobs for some time and tells how the page keeps up. The bench "page" starts it: npm run bench -- page
import { cpus } from "node:os";
import { chromium } from "@playwright/test";
import { busyShares, mean, trend } from "./trace.mjs";

const [url, jobs, ...lengths] = process.argv.slice(2);
const [seconds, minutes] = lengths.map(Number);

/** Between two looks at the heap, in seconds. */
const heapEvery = 15;

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
    const before = pushed.count;
    const still = await frames(page, seconds / 2, false);
    const scrolled = await frames(page, seconds / 2, true);
    const trace = JSON.parse((await browser.stopTracing()).toString());
    const rate = (count) => Math.round(count / seconds);
    console.log(`cores                    ${cpus().length}, shared by server and browser`);
    console.log(`snapshots pushed         ${rate(pushed.count - before)}/s to the page`);
    console.log(`frames, page at rest     ${mean(still).toFixed(1)}/s`);
    console.log(`frames while scrolling   ${mean(scrolled).toFixed(1)}/s, least in a second ${Math.min(...scrolled)}`);
    const { clock, processor } = busyShares(trace);
    console.log(`main thread busy         ${percent(clock)} by the clock, ${percent(processor)} by its processor time`);
    const heap = await watchHeap(page);
    if (heap.length < 2) return;
    console.log(`JS heap after collection ${heap.map(megabytes).join(" ")} MB, each ${heapEvery} s`);
    console.log(`JS heap's trend          ${megabytes(trend(heap) * (60 / heapEvery))} MB a minute over the second half`);
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

/** Frames in each second. */
async function frames(page, length, isScrolling) {
  const counts = [];
  while (counts.length < length) counts.push(await page.evaluate(countFrames, isScrolling));
  return counts;
}

/** What is in use after a collection, at intervals, while the list is scrolled now and then. */
async function watchHeap(page) {
  const session = await page.context().newCDPSession(page);
  const heap = [];
  for (let at = 0; at <= minutes * 60; at += heapEvery) {
    await session.send("HeapProfiler.collectGarbage");
    heap.push((await session.send("Runtime.getHeapUsage")).usedSize);
    await page.evaluate(countFrames, true);
    await page.waitForTimeout((heapEvery - 1) * 1_000);
  }
  return heap;
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(2);
}

/** Runs in the page: the frames of one second, and a scroll in each of them. */
function countFrames(isScrolling) {
  return new Promise((resolve) => {
    const end = performance.now() + 1_000;
    // Asked once: to ask in each frame would lay out the page twice in it.
    const most = document.documentElement.scrollHeight - innerHeight;
    let top = window.scrollY;
    let count = 0;
    const step = () => {
      count += 1;
      top = top + 40 > most ? 0 : top + 40;
      if (isScrolling) window.scrollTo(0, top);
      if (performance.now() < end) requestAnimationFrame(step);
      else resolve(count);
    };
    requestAnimationFrame(step);
  });
}
