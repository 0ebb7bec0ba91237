import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sampleJob } from "../testing/samples.js";
import { Api } from "./api.js";
import { ProgressHubError } from "./error.js";
import { submitWith } from "./submit.js";
import { Token } from "./token.js";

const answers: (() => Response)[] = [];
const asked: { key: string | null; body: unknown; authorization: string | null }[] = [];
const api = (token?: () => string) =>
  new Api({
    base: new URL("http://server/"),
    accessToken: new Token(token),
    fetch: async (_, init) => {
      const headers = new Headers(init?.headers);
      asked.push({
        key: headers.get("Idempotency-Key"),
        body: JSON.parse(String(init?.body)),
        authorization: headers.get("Authorization"),
      });
      const answer = answers.shift();
      if (answer === undefined) throw new TypeError("refused");
      return answer();
    },
  });
const accepted = () => Response.json({ job: sampleJob(), links: {} }, { status: 202 });
const problem = (status: number, code: string) => () =>
  Response.json({ code, detail: "D", cure: "C", errors: { "args.path": ["P"] } }, { status, headers: { "Retry-After": "3" } });

beforeEach(() => {
  vi.useFakeTimers();
  answers.length = asked.length = 0;
});

afterEach(() => {
  vi.useRealTimers();
});

async function outcome<T>(promise: Promise<T>): Promise<T | unknown> {
  const settled = promise.catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(20_000);
  return settled;
}

test("a submit whose answer was lost is asked again under the same key", async () => {
  answers.push(
    () => {
      throw new TypeError("lost");
    },
    problem(503, "store-unavailable"),
    accepted,
  );
  expect(await outcome(submitWith(api(), "import-csv", { path: "a" }, { priority: 3 }))).toMatchObject({ job: { kind: "import-csv" } });
  expect(asked).toHaveLength(3);
  expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
  expect(asked[0]?.key).toMatch(/^"[0-9a-f]{32}"$/);
  expect(asked[0]?.body).toEqual({ kind: "import-csv", args: { path: "a" }, priority: 3 });
});

test("a refusal is told at once, with its cure and what is wrong", async () => {
  answers.push(problem(400, "invalid-request"));
  const error = await outcome(submitWith(api(), "import-csv", {}, { idempotencyKey: "mine" }));
  expect(error).toBeInstanceOf(ProgressHubError);
  expect(error).toMatchObject({
    code: "invalid-request",
    status: 400,
    cure: "C",
    message: "D",
    isTransient: false,
    errors: { "args.path": ["P"] },
  });
  expect(asked).toEqual([{ key: '"mine"', body: { kind: "import-csv", args: {} }, authorization: null }]);
});

test("a server that cannot be reached is told after three tries", async () => {
  expect(await outcome(submitWith(api(), "k", {}, {}))).toMatchObject({ code: "unreachable", isTransient: true });
  expect(asked).toHaveLength(3);
});

test("a token that is refused is asked for once more, and used when it is another", async () => {
  answers.push(problem(401, "unauthenticated"), accepted);
  let token = 0;
  await outcome(
    submitWith(
      api(() => `t${++token}`),
      "k",
      {},
      {},
    ),
  );
  expect(asked.map(({ authorization }) => authorization)).toEqual(["Bearer t1", "Bearer t2"]);
  answers.push(problem(401, "unauthenticated"), accepted);
  const same = submitWith(
    api(() => "same"),
    "k",
    {},
    {},
  );
  expect(await outcome(same)).toMatchObject({ code: "unauthenticated" });
});

test("an answer that is not the server's own may be another one later", async () => {
  answers.push(() => new Response("<html>", { status: 404, headers: { "Content-Type": "text/html" } }), accepted);
  expect(await outcome(submitWith(api(), "k", {}, {}))).toMatchObject({ job: { id: sampleJob().id } });
});
