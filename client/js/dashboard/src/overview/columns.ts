import uPlot from "uplot";

interface ColumnOptions {
  height: number;
  /** Where it is drawn; its colour is that of the columns. */
  holder: HTMLElement;
  gridLines: number;
  onShow: (at: number | undefined) => void;
  /** Of a span that was dragged over, in seconds. */
  onSpan: (from: number, to: number) => void;
}

const minuteSeconds = 60;

/** Columns from 0, one for each minute; the one that is not over is hollow. */
export function columnOptions({ height, holder, gridLines, onShow, onSpan }: ColumnOptions): uPlot.Options {
  const color = getComputedStyle(holder).color;
  const muted = colorOf(holder, "var(--muted)");
  const grid = colorOf(holder, "var(--divider)");
  const axis = { stroke: muted, font: "12px system-ui, sans-serif", ticks: { show: false } };
  return {
    width: holder.clientWidth,
    height,
    padding: [6, 0, 0, 0],
    legend: { show: false },
    cursor: { sync: { key: "finished" }, y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: { x: { range: (_, min, max) => [min, max + minuteSeconds] }, y: { range: (_, __, max) => [0, Math.max(1, max)] } },
    axes: [
      { ...axis, show: gridLines > 1, size: 20, gap: 2, grid: { show: false }, values: (_, times) => times.map((time) => clock(time)) },
      {
        ...axis,
        size: 44,
        gap: 4,
        grid: { stroke: grid, width: 1 },
        splits: (_, __, ___, max) => Array.from({ length: gridLines }, (_, at) => (max * (at + 1)) / gridLines).filter(Number.isInteger),
        values: (_, counts) => counts.map((value) => (value >= 10_000 ? `${Math.floor(value / 1_000)}k` : String(value))),
      },
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: {
      draw: [(chart) => drawColumns(chart, color)],
      setCursor: [(chart) => onShow(minuteUnder(chart))],
      setSelect: [
        ({ select, posToVal, setSelect }) => {
          if (select.width < 2) return;
          onSpan(posToVal(select.left, "x"), posToVal(select.left + select.width, "x"));
          setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

function drawColumns(chart: uPlot, color: string): void {
  const { ctx, data, valToPos } = chart;
  const [times, counts] = data;
  const zero = valToPos(0, "y", true);
  ctx.save();
  ctx.fillStyle = ctx.strokeStyle = color;
  ctx.lineWidth = uPlot.pxRatio;
  times.forEach((time, at) => {
    const value = counts?.[at] ?? 0;
    if (value === 0) return;
    const left = Math.round(valToPos(time, "x", true)) + 1;
    const width = Math.max(1, Math.round(valToPos(time + minuteSeconds, "x", true)) - 1 - left);
    // The smallest number is still seen.
    const top = Math.min(Math.round(valToPos(value, "y", true)), zero - 2);
    if (at === times.length - 1) ctx.strokeRect(left + 0.5, top + 0.5, width - 1, zero - top - 1);
    else ctx.fillRect(left, top, width, zero - top);
  });
  ctx.restore();
}

function minuteUnder({ cursor, posToVal, data }: uPlot): number | undefined {
  if (cursor.left === undefined || cursor.left === null || cursor.left < 0) return undefined;
  const time = posToVal(cursor.left, "x");
  const at = data[0].findLastIndex((start) => start <= time);
  return at < 0 ? undefined : at;
}

/** What a colour of the tokens comes to in the theme of the moment. */
function colorOf(holder: HTMLElement, value: string): string {
  const probe = document.createElement("i");
  probe.style.color = value;
  holder.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function clock(seconds: number): string {
  return new Date(seconds * 1_000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
