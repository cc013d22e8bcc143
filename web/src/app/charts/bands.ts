/** A measure by bands that have an order: a histogram, with marks where other measures lie. */
import { axisText, base, plain, tooltip, valueAxis, type Option, type Theme } from "./style";

export interface BandsData {
  bands: string[];
  values: (number | null)[];
  texts: string[];
  faded: boolean[];
  name: string;
  format: (value: number) => string;
  /** `at` counts bands from the left: 2.5 is the middle of the third. */
  marks: { name: string; text: string; at: number }[];
}

export function bandsOption(data: BandsData, theme: Theme, width: number): Option {
  const each = (width - 60) / data.bands.length;
  return {
    ...base(theme),
    grid: { left: 4, right: 12, top: data.marks.length > 0 ? 38 : 12, bottom: 4, outerBoundsMode: "same" },
    xAxis: [
      {
        type: "category",
        data: data.bands,
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: false },
        axisLabel: { ...axisText(theme), interval: 0, width: each - 4, overflow: "break" },
      },
      { type: "value", min: 0, max: data.bands.length, show: false },
    ],
    yAxis: valueAxis(theme, data.format),
    tooltip: {
      ...tooltip(theme, (params: { dataIndex: number }) => {
        const at = params.dataIndex;
        return `{head|${plain(data.bands[at]!)}}\n{name|${plain(data.name)}}  {value|${plain(data.texts[at]!)}}`;
      }),
      trigger: "item",
    },
    series: [
      {
        type: "bar",
        barCategoryGap: "12%",
        data: data.values.map((value, i) => ({
          value,
          itemStyle: { color: theme.accent, opacity: data.faded[i] ? 0.35 : 1, borderRadius: [3, 3, 0, 0] },
        })),
      },
      {
        type: "line",
        xAxisIndex: 1,
        data: [],
        silent: true,
        markLine: {
          symbol: "none",
          animation: false,
          lineStyle: { color: theme.text, type: "dashed", width: 1.5 },
          data: data.marks.map((mark, i) => ({
            xAxis: mark.at,
            label: {
              formatter: plain(`${mark.name} ${mark.text}`),
              color: theme.text,
              fontSize: 11,
              position: "end",
              distance: [0, i % 2 === 0 ? 4 : 18],
              align:
                mark.at > data.bands.length * 0.6 ? "right" : mark.at < data.bands.length * 0.25 ? "left" : "center",
            },
          })),
        },
      },
    ],
  };
}
