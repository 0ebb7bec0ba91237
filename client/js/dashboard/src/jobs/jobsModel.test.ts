import type { JobSnapshot } from "@progresshub/client";
import { expect, test } from "vitest";
import { readFilter } from "./filter";
import { JobsModel } from "./jobsModel";

const job = (n: number, more: Partial<JobSnapshot> = {}): JobSnapshot => ({
  id: `job-${String(n).padStart(4, "0")}`,
  kind: "checksum",
  groups: [],
  state: "running",
  version: 1,
  attempt: 1,
  maxAttempts: 3,
  priority: 0,
  createdAt: new Date(Date.UTC(2026, 2, 2) + n * 1_000).toISOString(),
  ...more,
});

/** A server that has these jobs, newest first. */
function serverOf(jobs: JobSnapshot[]) {
  const asked: URLSearchParams[] = [];
  const server = { asked, isDown: false };
  const ask = async (path: string) => {
    if (server.isDown) throw new Error("refused");
    const query = new URL(path, "http://server/").searchParams;
    asked.push(query);
    const named = query.get("id")?.split(",");
    if (named !== undefined) return { jobs: jobs.filter(({ id }) => named.includes(id)) };
    const from = Number(query.get("cursor") ?? 0);
    const limit = Number(query.get("limit"));
    const after = query.get("createdAfter") ?? "";
    const isOldest = query.get("sort") === "oldest";
    const fit = [...jobs].sort((a, b) => (a.id < b.id !== isOldest ? 1 : -1)).filter((one) => one.createdAt > after);
    return { jobs: fit.slice(from, from + limit), ...(fit.length > from + limit && { nextCursor: String(from + limit) }) };
  };
  return Object.assign(server, { ask: ask as never });
}

const model = (jobs: JobSnapshot[], address = "") => {
  const server = serverOf(jobs);
  return { server, list: new JobsModel(readFilter(new URLSearchParams(address)).filter, 0, server.ask) };
};
const ids = (list: JobsModel) => list.getSnapshot().rows;

test("pages are read as they are wanted, newest first, until all are there", async () => {
  const { list } = model(Array.from({ length: 230 }, (_, n) => job(n)));
  await list.more();
  expect(ids(list)).toHaveLength(100);
  expect(ids(list)[0]).toBe("job-0229");
  await list.more();
  await list.more();
  expect(ids(list)).toHaveLength(230);
  expect(list.getSnapshot().isComplete).toBe(true);
});

test("a look that is asked for while the list is read, or while it looks already, is made afterwards", async () => {
  const jobs = [job(1)];
  const { list, server } = model(jobs);
  const first = list.more();
  jobs.push(job(2));
  await list.lookForNew(true);
  await first;
  await expect.poll(() => ids(list)).toEqual(["job-0002", "job-0001"]);
  const looking = list.lookForNew(true);
  jobs.push(job(3));
  expect(await list.lookForNew(true)).toBe(true);
  await looking;
  await expect.poll(() => ids(list)[0]).toBe("job-0003");
  expect(server.asked).toHaveLength(4);
});

test("a look that failed says so", async () => {
  const { list, server } = model([job(1)]);
  await list.more();
  server.isDown = true;
  expect(await list.lookForNew(true)).toBe(false);
  server.isDown = false;
  expect(await list.lookForNew(true)).toBe(true);
});

test("new jobs wait while they may not be inserted, and come on top at once where they may", async () => {
  const jobs = [job(1), job(2)];
  const { list } = model(jobs);
  await list.more();
  jobs.push(job(3));
  await list.lookForNew(false);
  expect(ids(list)).toEqual(["job-0002", "job-0001"]);
  expect(list.getSnapshot().waiting).toHaveLength(1);
  list.showWaiting();
  expect(ids(list)).toEqual(["job-0003", "job-0002", "job-0001"]);
  jobs.push(job(4));
  await list.lookForNew(true);
  expect(ids(list)[0]).toBe("job-0004");
  expect(list.getSnapshot().waiting).toHaveLength(0);
});

test("where there is no row, new jobs are shown at once, however many", async () => {
  const jobs: JobSnapshot[] = [];
  const { list } = model(jobs);
  await list.more();
  jobs.push(...Array.from({ length: 250 }, (_, n) => job(n)));
  await list.lookForNew(false);
  await expect.poll(() => ids(list).length).toBe(100);
  expect(list.getSnapshot().isComplete).toBe(false);
});

test("an older job that has come to match waits, since it would come between rows", async () => {
  const jobs = [job(1), job(3)];
  const { list } = model(jobs, "?state=running");
  await list.more();
  jobs.push(job(2));
  await list.lookForNew(true);
  expect(ids(list)).toEqual(["job-0003", "job-0001"]);
  expect(list.getSnapshot().waiting.map(({ id }) => id)).toEqual(["job-0002"]);
});

test("a row that no longer matches stays where it is until the list is renewed", async () => {
  const { list } = model([job(1), job(2)], "?state=running");
  await list.more();
  list.update(job(2, { version: 2, state: "succeeded" }));
  const first = list.job("job-0002");
  expect(ids(list)[0]).toBe("job-0002");
  expect(first?.state).toBe("succeeded");
  expect(first && list.isUnfit(first)).toBe(true);
  expect(list.getSnapshot().unfit).toBe(1);
  list.update(job(2, { version: 3 }));
  expect(list.getSnapshot().unfit).toBe(0);
});

test("an older snapshot never replaces a newer one", async () => {
  const { list } = model([job(1, { version: 5 })]);
  await list.more();
  list.update(job(1, { version: 4 }));
  expect(list.job("job-0001")?.version).toBe(5);
});

test("clicks are held back just after rows have moved", async () => {
  const jobs = [job(1)];
  const { list } = model(jobs);
  await list.more();
  expect(list.isGuarded).toBe(false);
  jobs.push(job(2));
  await list.lookForNew(true);
  expect(list.isGuarded).toBe(true);
});

test("a page that was asked for before the list began anew is not taken", async () => {
  const jobs = Array.from({ length: 150 }, (_, n) => job(n));
  const { list } = model(jobs);
  await list.more();
  const late = list.more();
  list.renew();
  await late;
  await expect.poll(() => ids(list).length).toBe(100);
  expect(list.getSnapshot().isComplete).toBe(false);
});

test("a list that cannot be read says why, and tries again when asked", async () => {
  let isDown = true;
  const server = serverOf([job(1)]);
  const list = new JobsModel(readFilter(new URLSearchParams()).filter, 0, (async (path: string) => {
    if (isDown) throw new Error("down");
    return (server.ask as (path: string) => unknown)(path);
  }) as never);
  await list.more();
  expect(list.getSnapshot().error?.message).toBe("down");
  isDown = false;
  await list.more();
  expect(ids(list)).toEqual(["job-0001"]);
});

test("oldest first, new jobs stand at the end as soon as the list is whole, and move no row", async () => {
  const jobs = Array.from({ length: 130 }, (_, n) => job(n));
  const { list } = model(jobs, "sort=oldest");
  await list.more();
  expect(ids(list)[0]).toBe("job-0000");
  jobs.push(job(130));
  await list.lookForNew(false);
  expect([ids(list).length, list.getSnapshot().waiting.length]).toEqual([100, 0]);
  await list.more();
  expect(ids(list).at(-1)).toBe("job-0130");
  jobs.push(job(131));
  await list.lookForNew(false);
  expect(ids(list).at(-1)).toBe("job-0131");
  expect([ids(list).length, list.getSnapshot().waiting.length, list.isGuarded]).toEqual([132, 0, false]);
});

test("jobs that are named are read once, and none is looked for", async () => {
  const { list, server } = model([job(1), job(2)], "id=job-0001,job-0002");
  await list.more();
  await list.lookForNew(true);
  expect(server.asked.map((query) => query.get("id"))).toEqual(["job-0001,job-0002"]);
  expect(list.getSnapshot().isComplete).toBe(true);
});
