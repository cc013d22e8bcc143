import { useMemo, useState } from "preact/hooks";
import { Scroll } from "../../shared/parts";
import type { Cell, Rows } from "../api";
import { dayText, missing } from "../values";

const isNumber = (type: string) => /^(DECIMAL|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE)/.test(type);
const mostShown = 500;

/** A value of a SELECT with every digit. Nothing is known of it but its type: whole numbers may be ids, or years. */
export function cellText(cell: Cell | undefined, type: string): string {
  if (cell === null || cell === undefined) return missing;
  if (typeof cell === "boolean") return cell ? "Yes" : "No";
  const text = String(cell);
  if (type === "DATE" && /^\d{4}-\d\d-\d\d$/.test(text)) return dayText(text);
  if (!isNumber(type) || !/^-?\d+\.\d{1,20}$/.test(text)) return text;
  const decimals = text.split(".")[1]!.length;
  const exactly = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(undefined, exactly).format(text as Intl.StringNumericLiteral);
}

type Order = { column: number; descending: boolean } | null;

/** What is not known stands last, whichever way. */
function sorted({ rows, columns }: Rows, order: Order): Cell[][] {
  if (order === null) return rows;
  const { column, descending } = order;
  const numbers = isNumber(columns[column]!.type);
  return [...rows].sort((one, other) => {
    const [a, b] = [one[column] ?? null, other[column] ?? null];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    const less = numbers ? Number(a) - Number(b) : String(a).localeCompare(String(b));
    return descending ? -less : less;
  });
}

/** The rows of a SELECT. Headers sort. */
export function RowsTable({ rows, label }: { rows: Rows; label: string }) {
  const [order, setOrder] = useState<Order>(null);
  const shown = useMemo(() => sorted(rows, order).slice(0, mostShown), [rows, order]);
  const turn = (column: number) =>
    setOrder((old) => ({
      column,
      descending: old?.column === column ? !old.descending : isNumber(rows.columns[column]!.type),
    }));
  const sortOf = (at: number) => (order?.column === at ? (order.descending ? "descending" : "ascending") : "none");
  const classOf = (at: number) => {
    const { type } = rows.columns[at]!;
    return isNumber(type) ? "number" : /^(DATE|TIME)/.test(type) ? "moment" : "text";
  };
  return (
    <>
      <Scroll label={label}>
        <table class="answer">
          <thead>
            <tr>
              {rows.columns.map((column, at) => (
                <th class={classOf(at)} scope="col" aria-sort={sortOf(at)}>
                  <button onClick={() => turn(at)} title={column.type}>
                    {column.name}
                    <span aria-hidden="true">{{ none: "", ascending: " ↑", descending: " ↓" }[sortOf(at)]}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr>
                {row.map((cell, at) => (
                  <td class={classOf(at)}>{cellText(cell, rows.columns[at]!.type)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {(rows.rows.length > mostShown || rows.truncated) && (
        <p class="caption">
          The first {Math.min(mostShown, rows.rows.length).toLocaleString()} of {rows.truncated && "more than "}
          {rows.rows.length.toLocaleString()} rows; the CSV file has all.
        </p>
      )}
    </>
  );
}
