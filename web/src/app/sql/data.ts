/** Statements: asking them, and which tables and columns they may name. */
import { get, send, type Rows } from "../api";

export interface Column {
  name: string;
  type: string;
}

export interface Table {
  schema: string;
  name: string;
  columns: Column[];
}

const mostColumns = 50_000;

const firstSchemas = ["gold", "silver", "quarantine", "bronze", "raw", "meta"];
const lastSchema = "information_schema";

/** What people ask for comes first: gold and other models, then what they are made of. */
function rank(schema: string): number {
  if (schema === lastSchema) return firstSchemas.length + 1;
  const at = firstSchemas.indexOf(schema);
  return at > 0 ? at + 1 : at === 0 ? 0 : 1;
}

/** All that a statement can read. */
export async function loadTables(): Promise<Table[]> {
  const statement =
    "SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns " +
    "ORDER BY table_schema, table_name, ordinal_position";
  const params = new URLSearchParams({ statement, limit: String(mostColumns) });
  const { rows } = await get<Rows>("/v1/sql?" + params.toString());
  const tables: Table[] = [];
  for (const [schema, name, column, type] of rows as string[][]) {
    const last = tables.at(-1);
    const table =
      last?.schema === schema && last?.name === name ? last! : { schema: schema!, name: name!, columns: [] };
    if (table !== last) tables.push(table);
    table.columns.push({ name: column!, type: type! });
  }
  return tables.sort((a, b) => rank(a.schema) - rank(b.schema)); // within a schema by name, as they came
}

const post = (statement: string, limit: number | undefined, accept: string, signal: AbortSignal) =>
  send("/v1/sql", {
    method: "POST",
    signal,
    headers: { "Content-Type": "application/json", Accept: accept },
    body: JSON.stringify({ statement, ...(limit === undefined ? {} : { limit }) }),
  });

/** The server stops a statement whose request is aborted. Throws ApiError, or the signal's reason. */
export async function runStatement(statement: string, limit: number, signal: AbortSignal): Promise<Rows> {
  return (await (await post(statement, limit, "application/json", signal)).json()) as Rows;
}

/** All of its rows as CSV. */
export async function csvOf(statement: string, signal: AbortSignal): Promise<Blob> {
  return (await post(statement, undefined, "text/csv", signal)).blob();
}

/** A name as SQL reads it. */
export const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : '"' + name.replaceAll('"', '""') + '"';

export const nameOf = (table: Table): string => `${quoted(table.schema)}.${quoted(table.name)}`;

export const isNumeric = (type: string): boolean =>
  /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL|DOUBLE|FLOAT)/i.test(type);
export const isTemporal = (type: string): boolean => /^(DATE|TIMESTAMP|TIME)/i.test(type);
