/** What all charts have in common. */
import { cssColor } from "../colors";

/** What ECharts draws; it reads options without types of ours. */
export type Option = Record<string, unknown>;

export interface Theme {
  text: string;
  muted: string;
  line: string;
  card: string;
  raised: string;
  accent: string;
  color(name: string): string;
}

export const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export function currentTheme(): Theme {
  return {
    text: cssColor("text"),
    muted: cssColor("muted"),
    line: cssColor("line"),
    card: cssColor("card"),
    raised: cssColor("raised"),
    accent: cssColor("series-1"),
    color: cssColor,
  };
}

/** Text for a tooltip: what ECharts would take for its own marks is made harmless. */
export const plain = (text: string) => text.replace(/[{}|]/g, (mark) => ({ "{": "(", "}": ")", "|": "¦" })[mark]!);

export function base(theme: Theme): Option {
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    animation: !quiet,
    animationDuration: 150,
    animationDurationUpdate: 150,
    textStyle: { fontFamily, fontSize: 12, color: theme.text },
    backgroundColor: "transparent",
  };
}

export function tooltip(theme: Theme, formatter: (params: never) => string): Option {
  return {
    trigger: "axis",
    renderMode: "richText",
    confine: true,
    transitionDuration: 0,
    backgroundColor: theme.raised,
    borderColor: theme.line,
    borderWidth: 1,
    padding: [8, 10],
    textStyle: {
      fontFamily,
      fontSize: 12,
      color: theme.text,
      rich: {
        head: { fontWeight: 600, color: theme.text, fontSize: 12, lineHeight: 20 },
        name: { color: theme.muted, fontSize: 12 },
        value: { color: theme.text, fontWeight: 600, fontSize: 12 },
        note: { color: theme.muted, fontSize: 11, lineHeight: 18 },
      },
    },
    axisPointer: { type: "line", lineStyle: { color: theme.muted, width: 1, type: "solid" } },
    formatter,
  };
}

export const axisText = (theme: Theme) => ({ color: theme.muted, fontSize: 12, lineHeight: 16, fontFamily });

export const valueAxis = (theme: Theme, format: (value: number) => string): Option => ({
  type: "value",
  splitNumber: 4,
  axisLabel: { ...axisText(theme), formatter: format },
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: theme.line, width: 1 } },
});

/** Bigger numbers for labels of an axis that has room for few of them. */
export function everyNth(count: number, most: number): number {
  return Math.max(1, Math.ceil(count / most));
}
