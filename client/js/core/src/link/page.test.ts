import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { thisPage } from "./page.js";

let page: EventTarget;
let shown: EventTarget & { hidden: boolean };
const returned = vi.fn();
const lostNetwork = vi.fn();
let stop: () => void;

beforeEach(() => {
  vi.clearAllMocks();
  page = new EventTarget();
  shown = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal("document", shown);
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  stop = thisPage.follow(returned, lostNetwork);
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

const show = (persisted: boolean) => page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));

test("a page that is seen again, has network again or comes out of the cache returns", () => {
  shown.dispatchEvent(new Event("visibilitychange"));
  page.dispatchEvent(new Event("online"));
  show(true);
  expect(returned).toHaveBeenCalledTimes(3);
});

test("a page that is hidden, or shown for the first time, does not", () => {
  shown.hidden = true;
  shown.dispatchEvent(new Event("visibilitychange"));
  show(false);
  expect(returned).not.toHaveBeenCalled();
});

test("the loss of the network is told, and after the stop nothing is", () => {
  page.dispatchEvent(new Event("offline"));
  expect(lostNetwork).toHaveBeenCalledTimes(1);
  stop();
  page.dispatchEvent(new Event("online"));
  page.dispatchEvent(new Event("offline"));
  expect(returned).not.toHaveBeenCalled();
  expect(lostNetwork).toHaveBeenCalledTimes(1);
});

test("a program without a page is online and seen", () => {
  stop();
  vi.unstubAllGlobals();
  expect([thisPage.isOnline(), thisPage.isHidden()]).toEqual([true, false]);
  expect(thisPage.follow(returned, lostNetwork)()).toBeUndefined();
});
