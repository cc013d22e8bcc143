/** Cohorts as a triangle: a row for each month that something began, a column for each month since. */
import { mixed, readable } from "../colors";
import { scaleOf } from "./week";
import { axisText, base, plain, tooltip, type Option, type Theme } from "./style";

export interface CohortData {
  cohorts: string[];
  months: number[];
  /** By cohort, then month; null has not come yet. */
  values: (number | null)[][];
  texts: string[][];
  name: string;
  format: (value: number) => string;
}

const rowHeight = 26;

export const cohortHeight = (data: CohortData) => data.cohorts.length * rowHeight + 48;

export function cohortOption(data: CohortData, theme: Theme, width: number): Option {
  const scale = scaleOf(theme);
  const later = data.values.flatMap((row) => row.slice(1)).filter((value): value is number => value !== null);
  const most = Math.max(...later, 0) || 1;
  const colorOf = (value: number, month: number) => {
    if (month === 0) return theme.raised;
    const at = Math.min(1, value / most) * (scale.length - 1);
    const low = Math.min(scale.length - 2, Math.floor(at));
    return mixed(scale[low]!, scale[low + 1]!, at - low);
  };
  const cell = (width - 90) / data.months.length;
  const step = Math.max(1, Math.ceil(26 / cell));
  return {
    ...base(theme),
    grid: { left: 86, right: 4, top: 26, bottom: 6 },
    xAxis: {
      type: "category",
      position: "top",
      data: data.months,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...axisText(theme), interval: (index: number) => index % step === 0 },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: data.cohorts,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: axisText(theme),
    },
    tooltip: {
      ...tooltip(theme, (params: { data: { value: number[] } }) => {
        const [month, row] = params.data.value as [number, number];
        const head = `{head|${plain(data.cohorts[row]!)}, ${data.months[month]} months later}`;
        return `${head}\n{name|${plain(data.name)}}  {value|${plain(data.texts[row]![month]!)}}`;
      }),
      trigger: "item",
    },
    series: [
      {
        type: "heatmap",
        data: data.values.flatMap((row, y) =>
          row.flatMap((value, x) =>
            value === null
              ? []
              : [
                  {
                    value: [x, y, value],
                    itemStyle: { color: colorOf(value, data.months[x]!) },
                    label: { color: readable(colorOf(value, data.months[x]!), theme.text, theme.card) },
                  },
                ],
          ),
        ),
        label: {
          show: cell >= 40,
          fontSize: 11,
          formatter: (params: { data: { value: number[] } }) => plain(data.format(params.data.value[2]!)),
        },
        itemStyle: { borderColor: theme.card, borderWidth: 2, borderRadius: 3 },
        emphasis: { itemStyle: { borderColor: theme.text, borderWidth: 1 } },
      },
    ],
    // Heat maps ask for a scale, which says nothing here: each cell has its own colour.
    visualMap: { show: false, type: "continuous", min: 0, max: most, seriesIndex: [], inRange: { color: scale } },
  };
}
