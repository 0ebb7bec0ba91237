// graphile-worker as its own pages on performance advise: a local queue of 500, completions in batches, no logging.
import { Logger, makeWorkerUtils, run } from "graphile-worker";
import pg from "pg";
import { serve } from "./serve.mjs";

const connectionString = process.env.DATABASE_URL;
const pool = new pg.Pool({ connectionString, max: 1 });
const logger = new Logger(() => () => {});
const utils = await makeWorkerUtils({ connectionString, maxPoolSize: 16, logger });
await utils.migrate();
let runner;

const queue = {
  entered: () => {},
  enqueue: () => utils.addJob("no-op", {}),
  start: async () => {
    runner = await run({
      logger,
      noHandleSignals: true,
      preset: {
        worker: {
          connectionString,
          maxPoolSize: 24,
          concurrentJobs: 16,
          pollInterval: 2_000,
          localQueue: { size: 500 },
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0,
        },
      },
      taskList: { "no-op": () => queue.entered() },
    });
  },
  isDrained: async () => (await pool.query("SELECT NOT EXISTS (SELECT FROM graphile_worker._private_jobs) AS drained")).rows[0].drained,
  stop: async () => {
    await runner?.stop();
    await utils.release();
    await pool.end();
  },
};
await serve(queue);
