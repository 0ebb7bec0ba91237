// pg-boss with batches of 500 and its shortest interval of polling; a batch counts as one job of its sixteen workers.
import pg from "pg";
import { PgBoss } from "pg-boss";
import { serve } from "./serve.mjs";

const boss = new PgBoss({ connectionString: process.env.DATABASE_URL, max: 24, supervise: false, schedule: false });
boss.on("error", () => {});
await boss.start();
await boss.createQueue("no-op");
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });

const queue = {
  entered: () => {},
  enqueue: () => boss.send("no-op", {}),
  start: () =>
    boss.work("no-op", { batchSize: 500, pollingIntervalSeconds: 0.5, localConcurrency: 16 }, async (jobs) => {
      for (const _ of jobs) queue.entered();
    }),
  isDrained: async () =>
    (await pool.query("SELECT NOT EXISTS (SELECT FROM pgboss.job WHERE name = 'no-op' AND state < 'completed') AS drained")).rows[0]
      .drained,
  stop: async () => {
    await boss.stop({ graceful: false });
    await pool.end();
  },
};
await serve(queue);
