import { useCallback, useMemo } from "preact/hooks";
import type { Rows } from "../api";
import { cohortHeight, cohortOption, type CohortData } from "../charts/cohorts";
import type { Theme } from "../charts/style";
import { useModel, type CardSpec, type Measure, type Model } from "../model";
import { addMonths, startOf } from "../periods";
import { leftOutOf, questionOf, useAnswer, useView } from "../query";
import { compact, exact, numberOf, periodText } from "../values";
import { Card } from "./card";
import { Chart } from "./chart";

const mostCohorts = 18;

const cohortsIn = (rows: Rows) =>
  [...new Set(rows.rows.flatMap((row) => (row[0] === null ? [] : [String(row[0]).slice(0, 10)])))].sort();

/** The last cohorts. What did not come back is 0, what is still to come is nothing. */
function triangleOf(rows: Rows, measure: Measure, model: Model): CohortData {
  const cohorts = cohortsIn(rows).slice(-mostCohorts);
  const lastMonth = model.days ? startOf(model.days.last, "month", 1) : (cohorts.at(-1) ?? "");
  const known = new Map(rows.rows.map((row) => [`${String(row[0]).slice(0, 10)} ${row[1]}`, row[2] ?? null]));
  const months = cohorts.map((_, i) => i);
  const reached = (cohort: string, month: number) => addMonths(cohort, month) <= lastMonth;
  const cellOf = (cohort: string, month: number) =>
    reached(cohort, month) ? (known.get(`${cohort} ${month}`) ?? 0) : null;
  return {
    cohorts: cohorts.map((cohort) => periodText(cohort, "month")),
    months,
    values: cohorts.map((cohort) => months.map((month) => numberOf(cellOf(cohort, month)))),
    texts: cohorts.map((cohort) => months.map((month) => exact(cellOf(cohort, month), measure, model.project))),
    name: measure.label,
    format: (value) => compact(value, measure, model.project),
  };
}

function described(title: string, data: CohortData): string {
  const first = data.values.map((row) => row[1]).filter((value): value is number => value != null);
  if (first.length === 0) return title;
  return `${title}, ${data.cohorts.length} cohorts. One month later: from ${data.format(Math.min(...first))} to ${data.format(Math.max(...first))}.`;
}

export function CohortCard({ spec }: { spec: CardSpec }) {
  const model = useModel();
  const view = useView();
  const measure = model.measure(spec.measures[0]!)!;
  const question = questionOf(model, view, spec.asks.rows)!;
  const loaded = useAnswer(question);
  const rows = loaded.state === "failed" ? undefined : loaded.value;
  const data = useMemo(() => (rows ? triangleOf(rows, measure, model) : null), [rows, measure, model]);
  const draw = useCallback((theme: Theme, width: number) => cohortOption(data!, theme, width), [data]);
  const all = rows ? cohortsIn(rows).length : 0;
  return (
    <Card
      title={spec.title}
      measure={measure.name}
      width={spec.width}
      question={question}
      loaded={loaded}
      rows={rows}
      draw={data ? draw : undefined}
      height={360}
      leftOut={leftOutOf(model, view, spec)}
      notes={[
        "Columns are months since; the last diagonal is not over yet. Over all days.",
        all > mostCohorts && `The last ${mostCohorts} of ${all} months; the table and the CSV file have all.`,
      ]}
    >
      {() => data && <Chart draw={draw} label={described(spec.title, data)} height={() => cohortHeight(data)} />}
    </Card>
  );
}
