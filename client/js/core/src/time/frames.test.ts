import { expect, test, vi } from "vitest";
import { Frames } from "./frames.js";
import { Subscribable } from "./subscribable.js";

class Thing extends Subscribable {
  touch() {
    this.changed();
  }
}

test("many changes of many things within a frame are told once to each listener", () => {
  const runs: (() => void)[] = [];
  const frames = new Frames((run) => runs.push(run));
  const [a, b] = [new Thing(frames), new Thing(frames)];
  const both = vi.fn();
  const one = vi.fn();
  a.subscribe(both);
  b.subscribe(both);
  b.subscribe(one);
  for (let times = 0; times < 10; times += 1) {
    a.touch();
    b.touch();
  }
  expect(runs).toHaveLength(1);
  runs[0]?.();
  expect(both).toHaveBeenCalledTimes(1);
  expect(one).toHaveBeenCalledTimes(1);
  a.touch();
  expect(runs).toHaveLength(2);
});

test("who has stopped listening before the frame is not told", () => {
  const runs: (() => void)[] = [];
  const thing = new Thing(new Frames((run) => runs.push(run)));
  const listener = vi.fn();
  const stop = thing.subscribe(listener);
  thing.touch();
  stop();
  runs[0]?.();
  expect(listener).not.toHaveBeenCalled();
});
