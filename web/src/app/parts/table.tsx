import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Scroll } from "../../shared/parts";
import type { Cell, Rows } from "../api";
import { useModel, type Measure, type Model } from "../model";
import { decimalsIn, exact, memberText, numberOf, shown } from "../values";

/** A column of a table. */
export interface TableColumn {
  head: string;
  /** What stands above it: columns of one group are next to one another. */
  group?: string | undefined;
  isFigure: boolean;
  show: (row: Cell[], cell: Cell) => ComponentChildren;
}

/** A column of an answer: a dimension by its name in the question, or a measure. */
export type Column = { dimension: string } | { measure: Measure };

/** What the columns of an answer are: dimensions first, then measures, in the question's order. */
export function useColumns(by: string[], measures: string[]): Column[] {
  const model = useModel();
  return [...by.map((dimension) => ({ dimension })), ...measures.map((name) => ({ measure: model.measure(name)! }))];
}

type Order = { column: number; descending: boolean } | null;

function compare(a: Cell, b: Cell, isFigure: boolean): number {
  if (isFigure) {
    const [x, y] = [numberOf(a), numberOf(b)];
    if (x !== null && y !== null) return x - y;
  }
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

/** What is not known stands last, whichever way. */
function sorted(rows: Cell[][], order: Order, columns: TableColumn[]): Cell[][] {
  if (!order) return rows;
  const { column, descending } = order;
  return [...rows].sort((a, b) => {
    const [x, y] = [a[column] ?? null, b[column] ?? null];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return compare(x, y, columns[column]!.isFigure) * (descending ? -1 : 1);
  });
}

const mostShown = 500;

/** Rows below headers that sort them. */
export function Table({
  columns,
  rows,
  label,
  whole = false,
}: {
  columns: TableColumn[];
  rows: Cell[][];
  label: string;
  /** Show all rows, without a height of its own. */
  whole?: boolean;
}) {
  const [order, setOrder] = useState<Order>(null);
  const shown = sorted(rows, order, columns).slice(0, mostShown);
  const turn = (column: number) =>
    setOrder((old) => ({
      column,
      descending: old?.column === column ? !old.descending : columns[column]!.isFigure,
    }));
  return (
    <>
      <Scroll label={label} whole={whole}>
        <table class="answer">
          <thead>
            {columns.some((column) => column.group !== undefined) && <GroupRow columns={columns} />}
            <tr>
              {columns.map((column, at) => {
                const sort = order?.column !== at ? "none" : order.descending ? "descending" : "ascending";
                return (
                  <th class={column.isFigure ? "number" : ""} scope="col" aria-sort={sort}>
                    <button onClick={() => turn(at)}>
                      {column.head}
                      <span aria-hidden="true">{{ none: "", ascending: " ↑", descending: " ↓" }[sort]}</span>
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
                  <td class={column.isFigure ? "number" : "text"}>
                    <div>{column.show(row, row[at] ?? null)}</div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {rows.length > mostShown && (
        <p class="caption">
          The first {mostShown.toLocaleString()} of {rows.length.toLocaleString()} rows; the CSV file has all.
        </p>
      )}
    </>
  );
}

function GroupRow({ columns }: { columns: TableColumn[] }) {
  const groups: { text: string; width: number }[] = [];
  for (const { group = "" } of columns) {
    const last = groups.at(-1);
    if (last?.text === group) ++last.width;
    else groups.push({ text: group, width: 1 });
  }
  return (
    <tr class="groups">
      {groups.map(({ text, width }) => (
        <th colSpan={width} scope="colgroup" class={text ? "group" : ""}>
          {text}
        </th>
      ))}
    </tr>
  );
}

/** A column of figures; those that are shown whole have as many decimals as the one that has most. */
export function figureColumn(measure: Measure, cells: Cell[], model: Model, head = measure.label): TableColumn {
  const decimals = Math.max(0, ...cells.slice(0, mostShown).map((cell) => decimalsIn(String(cell))));
  const show = (_: Cell[], cell: Cell) => {
    const text = shown(cell, measure, model.project, decimals);
    const whole = exact(cell, measure, model.project);
    return text.length < whole.length ? <span title={whole}>{text}</span> : text;
  };
  return { head, isFigure: true, show };
}

/** The rows of an answer; members are links where `link` gives an address, or filters. */
export function AnswerTable({
  rows,
  columns,
  label,
  link,
  pick,
  whole = false,
}: {
  rows: Rows;
  columns: Column[];
  label: string;
  whole?: boolean;
  link?: (row: Cell[], column: number) => string | undefined;
  pick?: ((dimension: string, member: Cell) => void) | undefined;
}) {
  const model = useModel();
  const shown = columns.map((column, at): TableColumn => {
    if ("measure" in column)
      return figureColumn(
        column.measure,
        rows.rows.map((row) => row[at] ?? null),
        model,
      );
    const show = (row: Cell[], cell: Cell) => {
      const text = memberText(cell, column.dimension, model.project);
      const to = link?.(row, at);
      if (to) return <a href={to}>{text}</a>;
      return pick ? <Member text={text} does={() => pick(column.dimension, cell)} /> : text;
    };
    return { head: model.labelOf(column.dimension), isFigure: false, show };
  });
  return <Table columns={shown} rows={rows.rows} label={label} whole={whole} />;
}

/** A member that becomes a filter. */
function Member({ text, does }: { text: string; does: () => void }) {
  return (
    <button class="member" title={`Show ${text} only`} onClick={does}>
      {text}
    </button>
  );
}
