import { expect, test } from "vitest";
import { groupPlace, jobPlace, matchPath } from "./paths";

test("each page has its path", () => {
  expect(matchPath("").page).toBe("overview");
  expect(matchPath("jobs").page).toBe("jobs");
  expect(matchPath("jobs/").page).toBe("jobs");
  expect(matchPath("groups").page).toBe("groups");
  expect(matchPath("new").page).toBe("new");
  expect(matchPath("recurring").page).toBe("recurring");
  expect(matchPath("nodes").page).toBe("nodes");
});

test("what is named in a path comes out as it went in", () => {
  expect(matchPath(jobPlace("019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11"))).toEqual({
    page: "job",
    params: { id: "019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11" },
  });
  expect(matchPath(groupPlace("tenant:42"))).toEqual({ page: "group", params: { name: "tenant:42" } });
});

test("what is no page is absent, and half an escape breaks nothing", () => {
  expect(matchPath("nowhere").page).toBe("absent");
  expect(matchPath("jobs/a/b").page).toBe("absent");
  expect(matchPath("groups/%E0%A4%A")).toEqual({ page: "group", params: { name: "%E0%A4%A" } });
});
