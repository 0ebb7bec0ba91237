import { expect, test } from "vitest";
import { isOtherVersion } from "./newVersion";

const page = (script: string) => `<script type="module" crossorigin src="./${script}"></script>`;

test("a page with another script is another version", () => {
  expect(isOtherVersion("http://host/jobs/assets/index-Abc_1.js", page("assets/index-Abc_1.js"))).toBe(false);
  expect(isOtherVersion("http://host/jobs/assets/index-Abc_1.js", page("assets/index-Xyz-2.js"))).toBe(true);
});

test("what is not understood is no other version", () => {
  expect(isOtherVersion("http://host/src/main.tsx", page("assets/index-Abc.js"))).toBe(false);
  expect(isOtherVersion("http://host/assets/index-Abc.js", "Bad gateway")).toBe(false);
  expect(isOtherVersion(undefined, "")).toBe(false);
});
