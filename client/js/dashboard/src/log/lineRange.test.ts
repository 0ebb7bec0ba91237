import { expect, test } from "vitest";
import { clicked, hashOf, rangeIn } from "./lineRange";

test("an address names a line or a range of lines, in either order", () => {
  expect(rangeIn("#L120")).toEqual({ first: 120, last: 120 });
  expect(rangeIn("#L140-L120")).toEqual({ first: 120, last: 140 });
  expect(hashOf({ first: 120, last: 140 })).toBe("#L120-L140");
  expect(hashOf({ first: 7, last: 7 })).toBe("#L7");
});

test("anything else names none", () => {
  for (const hash of ["", "#", "#L", "#L0", "#L-1", "#L1-", "#L1-2", "#l1", "#L1e9"]) expect(rangeIn(hash)).toBeUndefined();
});

test("a click with Shift makes a range from the line clicked before", () => {
  const first = clicked(undefined, 10, true);
  expect(first).toEqual({ first: 10, last: 10 });
  expect(clicked(first, 14, true)).toEqual({ first: 10, last: 14 });
  expect(clicked(first, 4, true)).toEqual({ first: 4, last: 10 });
  expect(clicked(first, 4, false)).toEqual({ first: 4, last: 4 });
});
