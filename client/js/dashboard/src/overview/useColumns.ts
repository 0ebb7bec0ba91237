import { type RefObject, useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { navigate } from "../shell/router";
import { useSetting } from "../shell/settings";
import { columnOptions } from "./columns";
import type { Minute } from "./stats";

interface Columns {
  upper: RefObject<HTMLElement | null>;
  lower: RefObject<HTMLElement | null>;
  minutes: readonly Minute[];
  /** The minute under the pointer, by its place; undefined where there is none. */
  onShow: (at: number | undefined) => void;
}

const upperHeight = 104;
const lowerHeight = 34;
const systemTheme = matchMedia("(prefers-color-scheme: dark)");

/** Two charts over the same minutes, with one cursor. They are drawn anew when the theme or the width changes. */
export function useColumns({ upper, lower, minutes, onShow }: Columns) {
  const charts = useRef<uPlot[]>([]);
  const newest = useRef(minutes);
  newest.current = minutes;
  const theme = useSetting("theme");

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are those of the theme.
  useEffect(() => {
    const [above, below] = [upper.current, lower.current];
    if (above === null || below === null) return;
    const build = () => {
      for (const chart of charts.current) chart.destroy();
      const shared = { onShow, onSpan: once(showSpan) };
      charts.current = [
        new uPlot(
          columnOptions({ ...shared, height: upperHeight, holder: above, gridLines: 3 }),
          dataOf(newest.current, "succeeded"),
          above,
        ),
        new uPlot(columnOptions({ ...shared, height: lowerHeight, holder: below, gridLines: 1 }), dataOf(newest.current, "failed"), below),
      ];
    };
    build();
    let width = above.clientWidth;
    const resized = new ResizeObserver(() => {
      if (above.clientWidth === width) return;
      width = above.clientWidth;
      build();
    });
    resized.observe(above);
    systemTheme.addEventListener("change", build);
    return () => {
      resized.disconnect();
      systemTheme.removeEventListener("change", build);
      for (const chart of charts.current) chart.destroy();
      charts.current = [];
    };
  }, [upper, lower, onShow, theme]);

  useEffect(() => {
    const [above, below] = charts.current;
    above?.setData(dataOf(minutes, "succeeded"));
    below?.setData(dataOf(minutes, "failed"));
  }, [minutes]);

  return {
    show(at: number) {
      const [above] = charts.current;
      const minute = newest.current[at];
      if (above === undefined || minute === undefined) return;
      above.setCursor({ left: above.valToPos(Date.parse(minute.at) / 1_000 + 30, "x"), top: 1 });
    },
  };
}

/** A span that is dragged over in one chart is told by both, since they share their cursor; it is one place to go to. */
function once(act: (from: number, to: number) => void): (from: number, to: number) => void {
  let isDone = false;
  return (from, to) => {
    if (!isDone) act(from, to);
    isDone = true;
  };
}

function dataOf(minutes: readonly Minute[], name: "succeeded" | "failed"): uPlot.AlignedData {
  return [minutes.map(({ at }) => Date.parse(at) / 1_000), minutes.map((minute) => minute[name])];
}

/** The jobs that were made in a span of the chart. */
function showSpan(from: number, to: number): void {
  const time = (seconds: number) => new Date(seconds * 1_000).toISOString();
  navigate(`jobs?created=${time(from)}..${time(to)}`);
}
