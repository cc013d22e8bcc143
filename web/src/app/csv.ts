/** Rows as a file of CSV (RFC 4180), with every digit that the answer has. */
import type { Cell, Rows } from "./api";

/** Letters that nobody sees stand before the names of folded members. */
const textOf = (cell: Cell) => (cell === null ? "" : String(cell).replace(/^\u200b/, ""));

function field(cell: Cell): string {
  const text = textOf(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvOf({ columns, rows }: Rows): string {
  const lines = [columns.map((column) => column.name), ...rows];
  return lines.map((line) => line.map(field).join(",") + "\r\n").join("");
}

export const csvBlob = (rows: Rows) => new Blob([csvOf(rows)], { type: "text/csv" });
