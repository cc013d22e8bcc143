/** Answers about time as charts draw it. */
import type { Cell, Rows } from "../api";
import type { TimeData, TimeSeries } from "../charts/time";
import type { CardSpec, Measure, Model } from "../model";
import { isPartial, startsBetween } from "../periods";
import type { View } from "../query";
import { compact, emptyValue, exact, memberText, numberOf, periodText, tick } from "../values";

/** Measures over time, and what they are parted by. */
type Course = Pick<CardSpec, "measures" | "by" | "asks">;

/** The rows of an answer as courses over the periods shown. */
function coursesOf(
  rows: Rows,
  starts: string[],
  { measures, by, asks }: Course,
  model: Model,
  colorOf: (member: Cell) => string,
): TimeSeries[] {
  const at = new Map(starts.map((start, i) => [start, i]));
  const split = by[0];
  const rest = asks.rows?.rest;
  const series = new Map<string, TimeSeries>();
  const course = (name: string, color: string, measure: Measure) => {
    const known = series.get(name);
    if (known) return known;
    const nothing = emptyValue(measure);
    const made = {
      name,
      color,
      values: starts.map(() => nothing),
      texts: starts.map(() => exact(nothing, measure, model.project)),
    };
    series.set(name, made);
    return made;
  };
  const first = split ? 2 : 1;
  for (const row of rows.rows) {
    const index = at.get(String(row[0]).slice(0, 10));
    if (index === undefined) continue;
    measures.forEach((name, i) => {
      const measure = model.measure(name)!;
      const member = row[1] ?? null;
      const label = split ? memberText(member, split, model.project) : measure.label;
      const color = split ? (member === rest ? "muted" : colorOf(member)) : `series-${i + 1}`;
      const target = course(label, color, measure);
      target.values[index] = numberOf(row[first + i]);
      target.texts[index] = exact(row[first + i], measure, model.project);
    });
  }
  return [...series.values()];
}

/** The days before, drawn behind: one value for each period shown, by position. */
function beforeCourse(rows: Rows, starts: string[], view: View, model: Model, measure: Measure): TimeSeries | null {
  const before = view.period?.before;
  if (!before) return null;
  const earlier = startsBetween(before.from, before.to, view.grain, model.project.week_start);
  const known = new Map(rows.rows.map((row) => [String(row[0]).slice(0, 10), row[1] ?? null]));
  if (known.size === 0) return null;
  const shift = earlier.length - starts.length;
  const cells = starts.map((_, i) => {
    const start = earlier[i + Math.max(0, shift)];
    return start === undefined ? null : (known.get(start) ?? emptyValue(measure));
  });
  return {
    name: view.period!.beforeWords[0]!.toUpperCase() + view.period!.beforeWords.slice(1),
    color: "muted",
    faint: true,
    values: cells.map(numberOf),
    texts: cells.map((cell) => exact(cell, measure, model.project)),
  };
}

/** What is drawn of the days shown: rows of time, perhaps a member, and the measures; null where nothing has a date. */
export function timeDataOf(
  model: Model,
  view: View,
  course: Course,
  rows: Rows,
  colorOf: (member: Cell) => string,
  before?: Rows,
): TimeData | null {
  if (!view.period || !model.days) return null;
  const measure = model.measure(course.measures[0]!)!;
  const starts = startsBetween(view.period.from, view.period.to, view.grain, model.project.week_start);
  const series = coursesOf(rows, starts, course, model, colorOf);
  const compared = before && beforeCourse(before, starts, view, model, measure);
  const greatest = Math.max(0, ...series.flatMap((each) => each.values.map((value) => Math.abs(value ?? 0))));
  return {
    starts,
    grain: view.grain,
    partial: starts.map((start) => isPartial(start, view.grain, view.period!, model.days!)),
    series: compared ? [...series, compared] : series,
    format: (value) => tick(value, measure, model.project, greatest),
    isRate: measure.format === "percent",
  };
}

/** What a course comes to, for those who do not see it. */
export function timeText(title: string, data: TimeData, measure: Measure, model: Model): string {
  const main = data.series[0];
  if (!main || data.starts.length === 0) return title;
  const known = main.values.flatMap((value, i) => (value === null ? [] : [{ value, i }]));
  if (known.length === 0) return title;
  const most = known.reduce((a, b) => (b.value > a.value ? b : a));
  const least = known.reduce((a, b) => (b.value < a.value ? b : a));
  const say = ({ value, i }: { value: number; i: number }) =>
    `${compact(value, measure, model.project)} (${periodText(data.starts[i]!, data.grain)})`;
  return `${title}, ${data.starts.length} periods, ${data.series.length} lines. ${main.name}: most ${say(most)}, least ${say(least)}.`;
}
