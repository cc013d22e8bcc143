import { useCallback, useMemo } from "preact/hooks";
import type { Cell, Rows } from "../api";
import { navigate, setRange } from "../address";
import { useMembers } from "../colors";
import { timeOption, type TimeData, type TimeSeries } from "../charts/time";
import type { Theme } from "../charts/style";
import { useModel, type CardSpec, type Measure, type Model } from "../model";
import { addDays, grains, isPartial, nextStart, startsBetween, type Grain } from "../periods";
import { grainIn, hasOwnGrain, leftOutOf, questionOf, useAnswer, useView, type View } from "../query";
import { isReport } from "../source";
import { compact, emptyValue, exact, memberText, numberOf, periodText, tick } from "../values";
import { Card } from "./card";
import { Chart } from "./chart";
import { Menu } from "./overlay";

const height = 260;

/** The rows of an answer as courses over the periods shown. */
function coursesOf(
  rows: Rows,
  starts: string[],
  spec: CardSpec,
  model: Model,
  colorOf: (member: Cell) => string,
): TimeSeries[] {
  const at = new Map(starts.map((start, i) => [start, i]));
  const split = spec.by[0];
  const rest = spec.asks.rows!.rest;
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
    spec.measures.forEach((name, i) => {
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

/** What a course comes to, for those who do not see it. */
function described(title: string, data: TimeData, measure: Measure, model: Model): string {
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

/** How time is parted on all pages. */
function GrainMenu({ grain }: { grain: Grain }) {
  const items = grains.map((each) => ({
    word: `By ${each}`,
    checked: each === grain,
    does: () => navigate((params) => params.set("grain", each)),
  }));
  return (
    <Menu label="How time is parted" items={items} plain>
      by {grain}
    </Menu>
  );
}

/** Measures over time. Days are parted as suits them, unless the card says how. */
export function TimeCard({ spec }: { spec: CardSpec }) {
  const model = useModel();
  const chosen = useView();
  const asked = spec.asks.rows!;
  const grain = grainIn(asked, chosen);
  const view = useMemo(() => ({ ...chosen, grain }), [chosen, grain]);
  const split = spec.by[0] ?? null;
  const measure = model.measure(spec.measures[0]!)!;
  const members = useMembers(split);
  const question = questionOf(model, view, asked)!;
  const loaded = useAnswer(question);
  const earlier = useAnswer(questionOf(model, view, spec.asks.before));
  const before = earlier.state === "ready" && spec.asks.before && view.period?.before ? earlier.value : undefined;
  const rows = loaded.state === "failed" ? undefined : loaded.value;

  const data = useMemo<TimeData | null>(() => {
    if (!rows || !view.period || !model.days || (split && !members)) return null;
    const { from, to } = view.period;
    const starts = startsBetween(from, to, view.grain, model.project.week_start);
    const series = coursesOf(rows, starts, spec, model, members?.colorOf ?? (() => "series-1"));
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
  }, [rows, before, members, view, spec, model]);

  const draw = useCallback(
    (theme: Theme, width: number, height: number) => timeOption(data!, theme, width, height),
    [data],
  );
  const select = (from: number, to: number) => {
    const [first, last] = [data!.starts[from], data!.starts[to]];
    if (!first || !last || !view.period) return;
    const end = addDays(nextStart(last, view.grain), -1);
    const days = {
      from: first < view.period.from ? view.period.from : first,
      to: end > view.period.to ? view.period.to : end,
    };
    navigate((params) => setRange(params, { preset: "days", ...days }));
  };
  return (
    <Card
      title={spec.title}
      measure={spec.measures.length === 1 ? spec.measures[0] : undefined}
      width={spec.width}
      question={question}
      loaded={loaded}
      rows={data ? rows : undefined}
      draw={data ? draw : undefined}
      height={height}
      leftOut={leftOutOf(model, view, spec).filter((label) => label !== "dates")}
      notes={[
        data?.partial.some(Boolean) && `Dashed: a ${view.grain} that is not whole within these days.`,
        data?.series.some((each) => each.faint) && `Thin grey: ${view.period?.beforeWords}.`,
      ]}
      tools={hasOwnGrain(asked) || isReport ? undefined : <GrainMenu grain={grain} />}
    >
      {() =>
        data && (
          <Chart
            draw={draw}
            label={described(spec.title, data, measure, model)}
            height={height}
            onSelect={isReport ? undefined : select}
          />
        )
      }
    </Card>
  );
}
