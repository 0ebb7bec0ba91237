// Serves a queue to the bench: one line of JSON a command, one an answer, as ProgressHub's own process does.
import { createInterface } from "node:readline";

const seconds = (began) => (performance.now() - began) / 1_000;
const rest = (ms) => new Promise((done) => setTimeout(done, ms));

/** A queue has `entered`, called by each job as it starts, and `enqueue`, `start`, `isDrained` and `stop`. */
export async function serve(queue) {
  const commands = {
    enqueue: (plan) => timed(() => enqueueAll(queue, plan)),
    execute: ({ jobs }) => timed(() => drain(queue, jobs, () => queue.start())),
    flow: (plan) => timed(() => drain(queue, plan.jobs, () => enqueueAll(queue, plan))),
    latency: ({ jobs }) => latency(queue, jobs),
  };
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, command, args } = JSON.parse(line);
    const answer = await commands[command](args).then(
      (answer) => ({ id, answer }),
      (fault) => ({ id, answer: 0, fault: `${command}: ${fault.stack}` }),
    );
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  await queue.stop();
  process.exit(0);
}

async function timed(work) {
  const began = performance.now();
  await work();
  return seconds(began);
}

function enqueueAll(queue, { jobs, callers }) {
  let left = jobs;
  const call = async () => {
    while (left-- > 0) await queue.enqueue();
  };
  return Promise.all(Array.from({ length: callers }, call));
}

async function drain(queue, jobs, begin) {
  let entered = 0;
  queue.entered = () => entered++;
  await begin();
  // The database is asked only near the end, so that asking costs nothing that counts.
  while (entered < jobs || !(await queue.isDrained())) await rest(1);
}

async function latency(queue, samples) {
  const times = [];
  for (let sample = 0; sample < samples; sample++) {
    const started = new Promise((done) => (queue.entered = () => done(performance.now())));
    const began = performance.now();
    await queue.enqueue();
    times.push((await started) - began);
    // Idle again: the job before is stored and the worker waits.
    await rest(10);
  }
  times.sort((one, other) => one - other);
  const percentile = (share) => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)];
  return { p50: percentile(0.5), p99: percentile(0.99) };
}
