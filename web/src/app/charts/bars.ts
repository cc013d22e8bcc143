/** Horizontal bars as a picture; on the page they are elements. */
import type { Cell } from "../api";
import { axisText, base, plain, valueAxis, type Option, type Theme } from "./style";

export interface Bar {
  member: Cell;
  name: string;
  value: number | null;
  text: string;
  exact: string;
  color: string;
  /** Whether it may become a filter. */
  isMember: boolean;
  share: number | null;
}

export function barsOption(bars: Bar[], theme: Theme, format: (value: number) => string): Option {
  return {
    ...base(theme),
    grid: { left: 4, right: 80, top: 4, bottom: 4, outerBoundsMode: "same" },
    xAxis: valueAxis(theme, format),
    yAxis: {
      type: "category",
      inverse: true,
      data: bars.map((bar) => bar.name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...axisText(theme), color: theme.text, width: 220, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 26,
        data: bars.map((bar) => ({ value: bar.value, itemStyle: { color: theme.color(bar.color) } })),
        label: {
          show: true,
          position: "right",
          color: theme.text,
          formatter: (params: { dataIndex: number }) => plain(bars[params.dataIndex]!.text),
        },
      },
    ],
  };
}
