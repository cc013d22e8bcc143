import { useMemo } from "preact/hooks";
import type { Question } from "../api";
import type { Cell } from "../api";
import { useModel, type Measure, type Model } from "../model";
import { Card } from "../parts/card";
import { figureColumn, Table, type TableColumn } from "../parts/table";
import { conditionsFor, useAnswers, useView } from "../query";
import { changeText, memberText, missing, numberOf } from "../values";
import type { Choice } from "./choice";
import { gridOf, pivoted, type FigureColumn, type Grid } from "./pivot";

const mostRows = 2000;
const mostColumns = 24;

function columnOf(column: FigureColumn, cells: Cell[], model: Model, pivot: string | null): TableColumn {
  const measure = model.measure(column.measure)!;
  const words = { now: measure.label, before: "Before", change: "Change" };
  const group = pivot && "member" in column ? memberText(column.member, pivot, model.project) : undefined;
  if (column.kind === "change") {
    const show = (_: Cell[], cell: Cell) => (cell === null ? missing : changeText(numberOf(cell) ?? 0, measure));
    return { head: words.change, group, isFigure: true, show };
  }
  return { ...figureColumn(measure, cells, model, words[column.kind]), group };
}

function columnsOf(grid: Grid, model: Model, pivot: string | null): TableColumn[] {
  const members = grid.by.map((dimension): TableColumn => {
    const show = (_: Cell[], cell: Cell) => memberText(cell, dimension, model.project);
    return { head: model.labelOf(dimension), isFigure: false, show };
  });
  const figures = grid.columns.map((column, i) =>
    columnOf(
      column,
      grid.rows.map((row) => row.figures[i] ?? null),
      model,
      pivot,
    ),
  );
  return [...members, ...figures];
}

/** Everything that was asked, as rows; members of one dimension as columns, the days before beside. */
export function ResultTable({ choice, title }: { choice: Choice; title: string }) {
  const model = useModel();
  const view = useView();
  const by = [...(choice.grain ? [`time.${choice.grain}`] : []), ...choice.by];
  const conditions = conditionsFor(model, view, choice.measures);
  const question: Question = { measures: choice.measures, by, where: conditions.where };
  const shown: Question = by.length > 0 ? { ...question, limit: mostRows, order: orderOf(choice, by) } : question;
  const before = choice.compares && !choice.grain ? view.period?.before : null;
  const earlier = before ? conditionsFor(model, view, choice.measures, { days: before }).where : [];
  const loaded = useAnswers(before ? [shown, { ...shown, where: earlier }] : [shown]);
  const answers = loaded.state === "failed" ? undefined : loaded.value;
  const rates = choice.measures.filter((name) => model.measure(name)?.format === "percent");
  const grid = useMemo(() => {
    if (!answers?.[0] || answers[0].columns.length !== by.length + choice.measures.length) return null;
    const whole = gridOf(answers[0], answers[1] ?? null, by, choice.measures, rates);
    return choice.pivot ? pivoted(whole, choice.pivot, mostColumns) : whole;
  }, [answers]);
  const isFull = (answers?.[0]?.rows.length ?? 0) >= mostRows;
  return (
    <Card
      title={title}
      width={12}
      question={question}
      loaded={loaded}
      rows={grid ? answers?.[0] : undefined}
      isTable
      height={420}
      leftOut={conditions.leftOut}
      notes={[
        isFull && `Too much to show: the first ${mostRows.toLocaleString()} rows. The CSV file has all.`,
        choice.compares && choice.grain && "Days before are compared where all days stand together.",
        before && `Before: ${view.period!.beforeWords}.`,
      ]}
    >
      {() =>
        grid && (
          <Table
            columns={columnsOf(grid, model, choice.pivot)}
            rows={grid.rows.map((row) => [...row.members, ...row.figures])}
            label={title}
          />
        )
      }
    </Card>
  );
}

/** Times in their order, all else by the first measure. */
function orderOf(choice: Choice, by: string[]): string[] {
  return choice.grain ? by : [`${choice.measures[0]} desc`];
}

/** Measures that one axis can show together. */
export function shownTogether(measures: Measure[]): Measure[] {
  const [first] = measures;
  return measures.filter((measure) => measure.format === first?.format && measure.unit === first.unit);
}
