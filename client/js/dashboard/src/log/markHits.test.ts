import { expect, test } from "vitest";
import { markHits } from "./markHits";

test("hits are marked in letters of either case", () => {
  expect(markHits("Disk disk!", "DISK")).toEqual([
    { text: "Disk", isHit: true },
    { text: " ", isHit: false },
    { text: "disk", isHit: true },
    { text: "!", isHit: false },
  ]);
  expect(markHits("none", "")).toEqual([{ text: "none", isHit: false }]);
  expect(markHits("none", "x")).toEqual([{ text: "none", isHit: false }]);
});
