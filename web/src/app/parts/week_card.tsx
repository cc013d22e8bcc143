import { useCallback, useMemo } from "preact/hooks";
import { navigate, setFilter } from "../address";
import type { Cell, Rows } from "../api";
import { weekHeight, weekOption, type WeekData, type WeekPicture } from "../charts/week";
import type { Theme } from "../charts/style";
import { useModel, type CardSpec, type Measure, type Model } from "../model";
import { leftOutOf, questionOf, useAnswer, useView } from "../query";
import { compact, exact, memberText, numberOf, weekdayText } from "../values";
import { isReport } from "../source";
import { Card } from "./card";
import { Chart } from "./chart";

const mostPictures = 4;

/** The rows of an answer (weekday, hour, perhaps a member, the measure) as a picture for each member. */
function picturesOf(rows: Rows, spec: CardSpec, measure: Measure, model: Model): WeekPicture[] {
  const split = spec.by[2];
  const nothing = measure.additivity === "additive" ? 0 : null;
  const pictures = new Map<Cell, WeekPicture & { total: number }>();
  for (const row of rows.rows) {
    const member = split ? (row[2] ?? null) : null;
    let picture = pictures.get(member);
    if (!picture) {
      const week = <T,>(value: T) => Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => value));
      const name = split ? memberText(member, split, model.project) : measure.label;
      picture = {
        name,
        values: week<number | null>(nothing),
        texts: week(exact(nothing, measure, model.project)),
        total: 0,
      };
      pictures.set(member, picture);
    }
    const [day, hour, cell] = [Number(row[0]) - 1, Number(row[1]), row[split ? 3 : 2]];
    if (row[0] === null || row[1] === null || !picture.values[day]) continue;
    picture.values[day][hour] = numberOf(cell);
    picture.texts[day]![hour] = exact(cell, measure, model.project);
    picture.total += numberOf(cell) ?? 0;
  }
  return [...pictures.values()].sort((a, b) => b.total - a.total).slice(0, mostPictures);
}

/** The busiest hour of each picture, for those who do not see it. */
function described(title: string, data: WeekData): string {
  const most = data.pictures.map((picture) => {
    let best = { value: -Infinity, day: 0, hour: 0 };
    picture.values.forEach((hours, day) =>
      hours.forEach((value, hour) => {
        if (value !== null && value > best.value) best = { value, day, hour };
      }),
    );
    return `${picture.name}: most on ${data.weekdays[best.day]} at ${best.hour}:00, ${data.format(best.value)}`;
  });
  return `${title}. ${most.join(". ")}.`;
}

export function WeekCard({ spec }: { spec: CardSpec }) {
  const model = useModel();
  const view = useView();
  const measure = model.measure(spec.measures[0]!)!;
  const question = questionOf(model, view, spec.asks.rows)!;
  const loaded = useAnswer(question);
  const rows = loaded.state === "failed" ? undefined : loaded.value;
  const data = useMemo<WeekData | null>(() => {
    if (!rows) return null;
    const pictures = picturesOf(rows, spec, measure, model);
    const greatest = Math.max(0, ...pictures.flatMap((picture) => picture.values.flat().map((value) => value ?? 0)));
    return {
      pictures,
      weekdays: Array.from({ length: 7 }, (_, day) => weekdayText(day + 1, model.project.week_start)),
      format: (value) => compact(value, measure, model.project, greatest),
    };
  }, [rows, spec, measure, model]);
  const draw = useCallback((theme: Theme, width: number) => weekOption(data!, theme, width), [data]);
  const [day, hour] = ["time.day_of_week", "time.hour_of_day"];
  const filter = (_series: number, index: number) =>
    navigate((params) => {
      setFilter(params, day!, [String(Math.floor(index / 24) + 1)]);
      setFilter(params, hour!, [String(index % 24)]);
    });
  const canPick = [day!, hour!].every((dimension) => model.canFilter(measure.name, dimension));
  return (
    <Card
      title={spec.title}
      measure={measure.name}
      width={spec.width}
      question={question}
      loaded={loaded}
      rows={rows}
      draw={data ? draw : undefined}
      height={280}
      leftOut={leftOutOf(model, view, spec)}
      notes={[model.project.time_zone && `Times as they are in ${model.project.time_zone}.`]}
    >
      {() =>
        data && (
          <Chart
            draw={draw}
            label={described(spec.title, data)}
            height={(width) => weekHeight(data, width)}
            onPick={canPick && !isReport ? filter : undefined}
          />
        )
      }
    </Card>
  );
}
