/** Rows of a statement as bars or lines. */
import { axisText, base, everyNth, plain, tooltip, valueAxis, type Option, type Theme } from "./style";

export interface ResultSeries {
  name: string;
  color: string;
  values: (number | null)[];
  /** As they were sent, for the tooltip. */
  texts: string[];
}

export interface ResultData {
  kind: "bars" | "lines";
  /** Texts of the x axis. */
  names: string[];
  series: ResultSeries[];
  /** Whether names are things (bars lie) or points along a scale (bars stand). */
  areThings: boolean;
}

const short = (value: number) =>
  new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 })
    .format(value)
    .replace(/(\d)K/, "$1k");

/** Bars lie where names are things that must be read; everything else goes from left to right. */
export const lies = (data: ResultData) => data.kind === "bars" && data.areThings;

function seriesOf(data: ResultData, theme: Theme): Option[] {
  const labelled = lies(data) && data.series.length === 1;
  return data.series.map((series) => ({
    type: data.kind === "bars" ? "bar" : "line",
    name: series.name,
    data: series.values,
    color: theme.color(series.color),
    barMaxWidth: 28,
    barCategoryGap: "30%",
    lineStyle: { width: 2, color: theme.color(series.color) },
    symbol: "circle",
    symbolSize: 5,
    showSymbol: data.names.length <= 20,
    connectNulls: false,
    emphasis: { disabled: true },
    label: {
      show: labelled,
      position: "right",
      color: theme.text,
      formatter: ({ dataIndex }: { dataIndex: number }) => plain(series.texts[dataIndex] ?? ""),
    },
  }));
}

/** Pixels for the names of bars that lie: what the longest needs, and not more than a third. */
const nameWidth = (data: ResultData, width: number) =>
  Math.min(220, width / 3, 12 + 7 * Math.max(0, ...data.names.map((name) => name.length)));

export function resultOption(data: ResultData, theme: Theme, width: number): Option {
  const step = everyNth(data.names.length, Math.max(2, Math.min(8, Math.floor(width / 110))));
  const names = {
    type: "category",
    data: data.names,
    axisTick: { show: false },
    axisLine: { show: !lies(data), lineStyle: { color: theme.line } },
    boundaryGap: data.kind === "bars" || data.names.length === 1,
    axisLabel: lies(data)
      ? { ...axisText(theme), color: theme.text, width: nameWidth(data, width), overflow: "truncate" }
      : { ...axisText(theme), interval: (index: number) => index % step === 0, width: 110, overflow: "truncate" },
  };
  const values = valueAxis(theme, short);
  return {
    ...base(theme),
    grid: { left: 4, right: lies(data) ? 64 : 24, top: 10, bottom: 4, outerBoundsMode: "same" },
    ...(lies(data) ? { xAxis: values, yAxis: { ...names, inverse: true } } : { xAxis: names, yAxis: values }),
    tooltip: tooltip(theme, (params: { dataIndex: number }[]) => {
      const at = params[0]!.dataIndex;
      const rows = data.series.map((each) => `{name|${plain(each.name)}}  {value|${plain(each.texts[at] ?? "–")}}`);
      return [`{head|${plain(data.names[at] ?? "")}}`, ...rows].join("\n");
    }),
    series: seriesOf(data, theme),
  };
}
