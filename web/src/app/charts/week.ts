/** A measure by weekday and hour: a heat map for each member, all on one scale. */
import { mixed } from "../colors";
import { axisText, base, plain, tooltip, type Option, type Theme } from "./style";

export interface WeekPicture {
  name: string;
  /** By weekday (from 0), then hour. */
  values: (number | null)[][];
  texts: string[][];
}

export interface WeekData {
  pictures: WeekPicture[];
  weekdays: string[];
  format: (value: number) => string;
}

const rowHeight = 26;
const headHeight = 34;
const axisHeight = 26;
const scaleHeight = 44;

const sideBySide = (data: WeekData, width: number) => data.pictures.length > 1 && width > 760;

/** Pixels that the pictures take. */
export function weekHeight(data: WeekData, width: number): number {
  const rows = sideBySide(data, width) ? Math.ceil(data.pictures.length / 2) : data.pictures.length;
  return rows * (headHeight + 7 * rowHeight + axisHeight) + scaleHeight;
}

/** One hue, from nearly the card's own colour to the strongest. */
export function scaleOf(theme: Theme, name = "series-1"): string[] {
  const strong = theme.color(name);
  return [0.06, 0.28, 0.5, 0.75, 1].map((share) => mixed(theme.card, strong, share));
}

/** Where a picture stands. */
function place(index: number, data: WeekData, width: number) {
  const columns = sideBySide(data, width) ? 2 : 1;
  const each = (width - (columns - 1) * 24) / columns;
  const left = (index % columns) * (each + 24);
  const top = Math.floor(index / columns) * (headHeight + 7 * rowHeight + axisHeight);
  return { left: left + 44, top: top + headHeight, width: each - 48, height: 7 * rowHeight };
}

export function weekOption(data: WeekData, theme: Theme, width: number): Option {
  const all = data.pictures
    .flatMap((picture) => picture.values.flat())
    .filter((value): value is number => value !== null);
  const grids = data.pictures.map((_, i) => place(i, data, width));
  const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);
  const axis = { axisLine: { show: false }, axisTick: { show: false }, splitArea: { show: false } };
  return {
    ...base(theme),
    grid: grids,
    title: data.pictures.map((picture, i) => ({
      text: data.pictures.length > 1 ? plain(picture.name) : "",
      left: grids[i]!.left,
      top: grids[i]!.top - 28,
      padding: 0,
      textStyle: {
        ...axisText(theme),
        color: theme.text,
        fontWeight: 600,
        width: grids[i]!.width,
        overflow: "truncate",
      },
    })),
    xAxis: data.pictures.map((_, i) => ({
      type: "category",
      gridIndex: i,
      data: hours,
      ...axis,
      axisLabel: { ...axisText(theme), interval: (index: number) => index % (grids[i]!.width < 400 ? 6 : 3) === 0 },
    })),
    yAxis: data.pictures.map((_, i) => ({
      type: "category",
      gridIndex: i,
      data: data.weekdays,
      inverse: true,
      ...axis,
      axisLabel: axisText(theme),
    })),
    visualMap: {
      type: "continuous",
      min: Math.min(0, ...all),
      max: Math.max(1, ...all),
      orient: "horizontal",
      right: 4,
      bottom: 0,
      itemWidth: 10,
      itemHeight: 140,
      calculable: false,
      formatter: (value: number) => plain(data.format(value)),
      text: [data.format(Math.max(1, ...all)), data.format(Math.min(0, ...all))],
      textStyle: axisText(theme),
      inRange: { color: scaleOf(theme) },
    },
    tooltip: {
      ...tooltip(theme, (params: { seriesIndex: number; data: number[] }) => {
        const [hour, day] = params.data as [number, number];
        const picture = data.pictures[params.seriesIndex]!;
        const head = `{head|${plain(data.weekdays[day]!)}, ${hours[hour]}–${String((hour + 1) % 24).padStart(2, "0")}:00}`;
        return `${head}\n{name|${plain(picture.name)}}  {value|${plain(picture.texts[day]![hour]!)}}`;
      }),
      trigger: "item",
    },
    series: data.pictures.map((picture, i) => ({
      type: "heatmap",
      xAxisIndex: i,
      yAxisIndex: i,
      data: picture.values.flatMap((hoursOf, day) => hoursOf.map((value, hour) => [hour, day, value ?? "-"])),
      itemStyle: { borderColor: theme.card, borderWidth: 2, borderRadius: 3 },
      emphasis: { itemStyle: { borderColor: theme.text, borderWidth: 1 } },
    })),
  };
}
