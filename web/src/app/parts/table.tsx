import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Scroll } from "../../shared/parts";
import type { Cell, Rows } from "../api";
import { useModel, type Measure } from "../model";
import { exact, memberText, numberOf } from "../values";

/** A column of an answer: a dimension by its name in the question, or a measure. */
export type Column = { dimension: string } | { measure: Measure };

/** What the columns of an answer are: dimensions first, then measures, in the question's order. */
export function useColumns(by: string[], measures: string[]): Column[] {
  const model = useModel();
  return [...by.map((dimension) => ({ dimension })), ...measures.map((name) => ({ measure: model.measure(name)! }))];
}

type Order = { column: number; descending: boolean } | null;

function compare(a: Cell, b: Cell, isMeasure: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (isMeasure) {
    const [x, y] = [numberOf(a), numberOf(b)];
    if (x !== null && y !== null) return x - y;
  }
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

/** What is not known stands last, whichever way. */
function sorted(rows: Cell[][], order: Order, columns: Column[]): Cell[][] {
  if (!order) return rows;
  const isMeasure = "measure" in columns[order.column]!;
  return [...rows].sort((a, b) => {
    const [x, y] = [a[order.column] ?? null, b[order.column] ?? null];
    const unknownLast = x === null || y === null;
    return compare(x, y, isMeasure) * (order.descending && !unknownLast ? -1 : 1);
  });
}

const mostShown = 500;

/** Rows with every digit. Headers sort; members are links where `link` gives an address, or filters. */
export function AnswerTable({
  rows,
  columns,
  label,
  link,
  pick,
}: {
  rows: Rows;
  columns: Column[];
  label: string;
  link?: (row: Cell[], column: number) => string | undefined;
  pick?: ((dimension: string, member: Cell) => void) | undefined;
}) {
  const { project, labelOf } = useModelParts();
  const [order, setOrder] = useState<Order>(null);
  const shown = sorted(rows.rows, order, columns).slice(0, mostShown);
  const cell = (row: Cell[], at: number): ComponentChildren => {
    const column = columns[at]!;
    if ("measure" in column) return exact(row[at], column.measure, project);
    const text = memberText(row[at], column.dimension, project);
    const to = link?.(row, at);
    if (to) return <a href={to}>{text}</a>;
    if (!pick) return text;
    return (
      <button class="member" title={`Show ${text} only`} onClick={() => pick(column.dimension, row[at] ?? null)}>
        {text}
      </button>
    );
  };
  const turn = (column: number) =>
    setOrder((old) => ({
      column,
      descending: old?.column === column ? !old.descending : "measure" in columns[column]!,
    }));
  return (
    <>
      <Scroll label={label}>
        <table class="answer">
          <thead>
            <tr>
              {columns.map((column, at) => {
                const isMeasure = "measure" in column;
                const sort = order?.column === at ? (order.descending ? "descending" : "ascending") : "none";
                return (
                  <th class={isMeasure ? "number" : ""} scope="col" aria-sort={sort}>
                    <button onClick={() => turn(at)}>
                      {isMeasure ? column.measure.label : labelOf(column.dimension)}
                      <span aria-hidden="true">{sort === "none" ? "" : sort === "ascending" ? " ↑" : " ↓"}</span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr>
                {columns.map((column, at) => (
                  <td class={"measure" in column ? "number" : "text"}>{cell(row, at)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {rows.rows.length > mostShown && (
        <p class="caption">
          The first {mostShown.toLocaleString()} of {rows.rows.length.toLocaleString()} rows; the CSV file has all.
        </p>
      )}
    </>
  );
}

function useModelParts() {
  const model = useModel();
  return { project: model.project, labelOf: (dimension: string) => model.labelOf(dimension) };
}
