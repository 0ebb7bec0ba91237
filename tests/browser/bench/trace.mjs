/** The share of a Chrome trace in which the page's main thread was at work: tasks do not nest, so their durations add up. */
export function busyShare({ traceEvents }) {
  const main = traceEvents
    .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
    .map(({ pid, tid }) => `${pid} ${tid}`);
  const tasks = traceEvents.filter(({ ph, name, pid, tid }) => ph === "X" && name === "RunTask" && main.includes(`${pid} ${tid}`));
  const shares = main.map((thread) => {
    const own = tasks.filter(({ pid, tid }) => `${pid} ${tid}` === thread);
    if (own.length === 0) return 0;
    const begin = own.reduce((least, { ts }) => Math.min(least, ts), Number.POSITIVE_INFINITY);
    const end = own.reduce((most, { ts, dur = 0 }) => Math.max(most, ts + dur), 0);
    return own.reduce((sum, { dur = 0 }) => sum + dur, 0) / (end - begin);
  });
  // The page is the renderer that has worked most.
  return Math.max(0, ...shares);
}

export function mean(numbers) {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
