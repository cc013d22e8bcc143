import { useCallback, useMemo } from "preact/hooks";
import type { Rows } from "../api";
import { bandsOption, type BandsData } from "../charts/bands";
import type { Theme } from "../charts/style";
import { useModel, type CardSpec } from "../model";
import { leftOutOf, questionOf, useAnswer, useView } from "../query";
import { compact, emptyValue, exact, numberOf, unknown } from "../values";
import { Card, pick } from "./card";
import { Chart } from "./chart";

const height = 260;

/** Where a value lies among bands that begin at these numbers; the first band is below the first of them. */
export function placeAmong(value: number, starts: number[]): number {
  const band = starts.filter((start) => start <= value).length;
  const from = band === 0 ? Math.min(0, value) : starts[band - 1]!;
  const to = starts[band];
  if (to === undefined) return band + 0.5;
  return band + Math.min(1, Math.max(0, (value - from) / (to - from || 1)));
}

/** All bands, with or without rows; what is in none stands last. */
function bandsOf(spec: CardSpec, rows: Rows | undefined): (string | null)[] {
  const known = (rows?.rows ?? []).map((row) => row[0] ?? null).filter((band) => band !== null);
  const labels: (string | null)[] = spec.bands?.labels ?? known.map(String);
  return rows?.rows.some((row) => row[0] === null) ? [...labels, null] : labels;
}

export function BandsCard({ spec }: { spec: CardSpec }) {
  const model = useModel();
  const view = useView();
  const dimension = spec.by[0]!;
  const measure = model.measure(spec.measures[0]!)!;
  const question = questionOf(model, view, spec.asks.rows, dimension)!;
  const loaded = useAnswer(question);
  const rows = loaded.state === "failed" ? undefined : loaded.value;
  const marked = useAnswer(questionOf(model, view, spec.asks.marks, dimension));
  const marks = marked.state === "failed" ? undefined : marked.value;
  const chosen = view.filters.find((filter) => filter.dimension === dimension)?.members ?? [];
  const bands = bandsOf(spec, rows);

  const data = useMemo<BandsData | null>(() => {
    if (!rows) return null;
    const cells = bands.map((band) => rows.rows.find((row) => row[0] === band)?.[1] ?? emptyValue(measure));
    const greatest = Math.max(0, ...cells.map((cell) => numberOf(cell) ?? 0));
    return {
      bands: bands.map((band) => band ?? unknown),
      values: cells.map(numberOf),
      texts: cells.map((cell) => exact(cell, measure, model.project)),
      faded: bands.map((band) => chosen.length > 0 && !chosen.includes(band)),
      name: measure.label,
      format: (value) => compact(value, measure, model.project, greatest),
      marks: spec.marks.flatMap((name, i) => {
        const measured = model.measure(name)!;
        const value = numberOf(marks?.rows[0]?.[i]);
        if (value === null || !spec.bands) return [];
        const at = placeAmong(value, spec.bands.starts.map(Number));
        return [{ name: measured.label, text: compact(value, measured, model.project), at }];
      }),
    };
  }, [rows, marks, chosen.join("\n"), spec, model]);
  const draw = useCallback((theme: Theme, width: number) => bandsOption(data!, theme, width), [data]);
  const filter = (series: number, index: number) => {
    if (series === 0) pick?.(dimension, bands[index] ?? null);
  };
  return (
    <Card
      title={spec.title}
      measure={measure.name}
      width={spec.width}
      question={question}
      loaded={loaded}
      rows={rows}
      draw={data ? draw : undefined}
      height={height}
      leftOut={leftOutOf(model, view, spec)}
      notes={["Over all days."]}
    >
      {() =>
        data && (
          <Chart
            draw={draw}
            label={`${spec.title}. ${data.bands.map((band, i) => `${band}: ${data.texts[i]}`).join(", ")}.${data.marks.map((mark) => ` ${mark.name}: ${mark.text}.`).join("")}`}
            height={height}
            onPick={pick && filter}
          />
        )
      }
    </Card>
  );
}
