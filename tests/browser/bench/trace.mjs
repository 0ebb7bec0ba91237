/**
 * The share of a Chrome trace in which the page's main thread was at work: tasks do not nest, so their durations add up. By the clock, where a
 * busy machine counts too, and by the processor time of the thread alone.
 */
export function busyShares({ traceEvents }) {
  const main = traceEvents
    .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
    .map(({ pid, tid }) => `${pid} ${tid}`);
  const shares = main.map((thread) => sharesOf(traceEvents.filter((event) => isTask(event) && `${event.pid} ${event.tid}` === thread)));
  // The page is the renderer that has worked most.
  return shares.reduce((most, one) => (one.clock > most.clock ? one : most), { clock: 0, processor: 0 });
}

export function mean(numbers) {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** How much the second half of the values rises from one to the next: the slope of the line of least squares through them. */
export function trend(values) {
  const half = values.slice(Math.floor(values.length / 2));
  const [at, value] = [(half.length - 1) / 2, mean(half)];
  const sum = (term) => half.reduce((all, one, index) => all + term(one - value, index - at), 0);
  return (
    sum((rise, run) => rise * run) /
    Math.max(
      1,
      sum((_, run) => run * run),
    )
  );
}

const isTask = ({ ph, name }) => ph === "X" && name === "RunTask";

function sharesOf(tasks) {
  if (tasks.length === 0) return { clock: 0, processor: 0 };
  const begin = tasks.reduce((least, { ts }) => Math.min(least, ts), Number.POSITIVE_INFINITY);
  const end = tasks.reduce((most, { ts, dur = 0 }) => Math.max(most, ts + dur), 0);
  const sum = (name) => tasks.reduce((all, task) => all + (task[name] ?? 0), 0) / (end - begin);
  return { clock: sum("dur"), processor: sum("tdur") };
}
