/** Measures over time: lines with gaps where nothing is known; periods that are not over are dashed. */
import type { Grain } from "../periods";
import { periodText, periodTick } from "../values";
import { axisText, base, everyNth, fontFamily, plain, tooltip, valueAxis, type Option, type Theme } from "./style";

export interface TimeSeries {
  name: string;
  color: string;
  values: (number | null)[];
  /** Exact, for the tooltip. */
  texts: string[];
  /** A course to compare with: thin, behind the others. */
  faint?: boolean;
}

export interface TimeData {
  starts: string[];
  grain: Grain;
  partial: boolean[];
  series: TimeSeries[];
  format: (value: number) => string;
  /** Its values lie between 0 and 1. */
  isRate: boolean;
}

/** An axis of rates ends at 100 % where it comes near. */
const mostOfRate = ({ max }: { max: number }) => (max > 0.8 && max <= 1 ? 1 : undefined);

/** The values of one kind of line: whole periods, or steps to and from periods that are not over. */
function stretch(values: (number | null)[], partial: boolean[], wanted: "whole" | "partial"): (number | null)[] {
  return values.map((value, i) => {
    if (wanted === "whole") return partial[i] ? null : value;
    return partial[i] || partial[i - 1] || partial[i + 1] ? value : null;
  });
}

function lines(data: TimeData, theme: Theme): Option[] {
  const alone = data.series.filter((each) => !each.faint).length === 1;
  return data.series.flatMap((series) => {
    const color = series.faint ? theme.muted : theme.color(series.color);
    const few = data.starts.length <= 40;
    const common = {
      type: "line",
      name: series.name,
      showSymbol: false,
      emphasis: { disabled: true },
      connectNulls: false,
    };
    const whole = {
      ...common,
      data: stretch(series.values, data.partial, "whole"),
      color,
      lineStyle: { color, width: series.faint ? 1.25 : 2, opacity: series.faint ? 0.7 : 1 },
      z: series.faint ? 1 : 3,
      ...(alone && !series.faint ? { areaStyle: { color, opacity: 0.1 } } : {}),
      ...(few && !series.faint ? { symbol: "circle", symbolSize: 5, showSymbol: data.starts.length <= 20 } : {}),
    };
    if (series.faint || !data.partial.some(Boolean)) return [whole];
    const rest = {
      ...common,
      data: stretch(series.values, data.partial, "partial"),
      color,
      lineStyle: { color, width: 2, type: [4, 4] },
      symbol: "emptyCircle",
      symbolSize: (_: unknown, params: { dataIndex: number }) => (data.partial[params.dataIndex] ? 6 : 0),
      showSymbol: true,
      z: 2,
    };
    return [whole, rest];
  });
}

const stepsOf: Partial<Record<Grain, number[]>> = { month: [1, 2, 3, 6, 12, 24, 60], quarter: [1, 2, 4, 8, 20] };

/** Which periods have a label: so that there are few enough, and at the same parts of each year. */
export function ticksOf(starts: string[], grain: Grain, most: number): boolean[] {
  const steps = stepsOf[grain];
  if (!steps) {
    const step = everyNth(starts.length, most);
    return starts.map((_, i) => i % step === 0);
  }
  const place = (start: string) => {
    const months = Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1;
    return grain === "month" ? months : months / 3;
  };
  const marked = (step: number) => starts.map((start) => place(start) % step === 0);
  const fits = steps.map(marked).find((marks) => marks.filter(Boolean).length <= most);
  return fits?.some(Boolean) ? fits : starts.map((_, i) => i === 0);
}

/** The label of a period; the year stands below where it begins. */
function tickText(starts: string[], ticks: boolean[], index: number, grain: Grain): string {
  const start = starts[index]!;
  const text = periodTick(start, grain);
  if (grain === "year") return text;
  const last = ticks.lastIndexOf(true, index - 1);
  const turns = index === 0 || last < 0 || starts[last]!.slice(0, 4) !== start.slice(0, 4);
  return turns ? `${text}\n${start.slice(0, 4)}` : text;
}

const nameGap = 17;
const plotTop = 10;
const belowPlot = 46;

/** Heights for names, each as near as can be to where its line ends, none on another. */
export function spread(wanted: number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!);
  const placed = [...wanted];
  let least = top;
  for (const i of order) {
    placed[i] = Math.max(least, wanted[i]!);
    least = placed[i]! + gap;
  }
  let most = bottom;
  for (const i of [...order].reverse()) {
    placed[i] = Math.min(most, placed[i]!);
    most = placed[i]! - gap;
  }
  return placed;
}

/** The names of lines at the right edge, as high as their last whole period. */
function names(data: TimeData, theme: Theme, left: number, width: number, height: number): Option[] {
  const named = data.series.filter((each) => !each.faint);
  const last = Math.max(0, data.partial.lastIndexOf(false));
  const most = Math.max(0, ...named.flatMap((each) => each.values.map((value) => value ?? 0))) || 1;
  const bottom = height - belowPlot;
  const wanted = named.map((each) => bottom - ((each.values[last] ?? 0) / (most * 1.08)) * (bottom - plotTop));
  return spread(wanted, nameGap, plotTop, bottom).map((y, i) => ({
    type: "text",
    left,
    top: y - 8,
    silent: true,
    style: {
      text: `{dot|●} ${plain(named[i]!.name)}`,
      fill: theme.text,
      font: `12px ${fontFamily}`,
      width: width - left - 4,
      overflow: "truncate",
      rich: { dot: { fill: theme.color(named[i]!.color), fontSize: 12 } },
    },
  }));
}

export function timeOption(data: TimeData, theme: Theme, width: number, height: number): Option {
  const ticks = ticksOf(data.starts, data.grain, Math.max(2, Math.min(7, Math.floor(width / 90))));
  const alone = data.series.filter((each) => !each.faint).length === 1;
  const longest = Math.max(0, ...data.series.map((each) => each.name.length));
  const right = alone ? 12 : Math.min(width * 0.3, 150, 40 + 7 * longest);
  return {
    ...base(theme),
    grid: { left: 4, right, top: plotTop, bottom: 4, outerBoundsMode: "same" },
    xAxis: {
      type: "category",
      data: data.starts,
      boundaryGap: data.starts.length === 1,
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      axisLabel: {
        ...axisText(theme),
        interval: (index: number) => ticks[index] ?? false,
        formatter: (_: string, i: number) => tickText(data.starts, ticks, i, data.grain),
        alignMinLabel: "left",
      },
    },
    yAxis: { ...valueAxis(theme, data.format), ...(data.isRate ? { max: mostOfRate } : {}) },
    graphic: alone ? [] : names(data, theme, width - right + 8, width, height),
    tooltip: tooltip(theme, (params: { dataIndex: number }[]) => {
      const at = params[0]!.dataIndex;
      const head = `{head|${plain(periodText(data.starts[at]!, data.grain))}}`;
      const rows = data.series.map((each) => `{name|${plain(each.name)}}  {value|${plain(each.texts[at] ?? "–")}}`);
      return [head, ...rows, ...(data.partial[at] ? ["{note|not the whole period}"] : [])].join("\n");
    }),
    series: lines(data, theme),
  };
}
