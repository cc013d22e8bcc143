import { sumOf, type RowAccount } from "../shared/account";
import { href } from "../shared/hooks";
import { idOf, Lineage, type Edge, type LineageColumn, type LineageTable } from "../shared/lineage/model";

/** What `c360 docs` writes into the page: src/c360/docs/documentation.cc has the same shape. */
export interface Documentation {
  format: number;
  made_by: string;
  masked: boolean;
  project: {
    name: string;
    environment: string;
    currency: string;
    locale: string;
    time_zone: string;
    freshness_seconds: number | null;
  };
  snapshot: { number: number; created: string; run: string } | null;
  sources: Source[];
  tables: Table[];
  edges: Edge[];
  metrics: Entity[];
  report_pages: string[];
  accounts: Account[];
  warnings: Warning[];
  targets: { name: string; kind: string; schema: string }[];
}

export interface Source {
  name: string;
  files: string;
  malformed: string;
  freshness_seconds: number | null;
  entities: string[];
  file_count: number;
  taken_in: { path: string; records: number; bytes: number; encoding: string; discovered: string }[];
}

export interface Column extends LineageColumn {
  type: string;
  inherited: boolean;
  from?: string;
  rules?: string[];
  key?: boolean;
  references?: { table: string; column: string };
}

export interface Table extends LineageTable {
  columns: Column[];
  key?: string[];
  latest_by?: string[];
  source?: string;
  file?: string;
  sql?: string;
  checks?: { name: string; condition: string; sql: string; otherwise: string }[];
  references?: { column: string; to: string }[];
  max_quarantined?: number;
  null_tokens?: string[];
  kind?: string;
  version?: number | null;
  sample?: Sample;
}

export interface Sample {
  columns?: { name: string; type: string; masked?: string }[];
  rows?: (string | null)[][];
  count?: number;
  failed?: string;
  absent?: string;
}

export interface Measure {
  name: string;
  label: string;
  description: string;
  definition: string;
  format: string;
  unit: string;
  decimals: number | null;
  additivity: "additive" | "semi_additive" | "non_additive";
  good: "up" | "down" | "neither";
  sql: string;
  pages: string[];
  agrees: { table: string; column: string }[];
}

export interface Dimension {
  name: string;
  label: string;
  role: string;
  description: string;
  definition: string;
  bands: string[];
}

export interface Entity {
  name: string;
  role: string;
  label: string;
  description: string;
  table: string;
  key: string[];
  time: string;
  file: string;
  measures: Measure[];
  dimensions: Dimension[];
  hierarchies: { name: string; label: string; levels: string[] }[];
  relationships: { name: string; to: string; columns: string[]; kind: string; active: boolean }[];
}

export interface Account extends RowAccount {
  reasons: Record<string, number>;
}

export interface Warning {
  entity: string;
  check: string;
  rows: number;
  places: { key: string | null; file: string; row: number }[];
}

function read(): Documentation {
  return JSON.parse(document.getElementById("c360-data")?.textContent ?? "") as Documentation;
}

export const data = read();

/** The tables that the project has itself, without what others make of them. */
export const ownTables = data.tables.filter((table) => table.role !== "metric" && table.role !== "published");

/** Where a table's page is: an entity of metrics and a source have pages of their own. */
export function pageOf(table: Table): string {
  if (table.role === "metric") return href("metrics", table.name);
  if (table.role === "source") return href("sources", table.name);
  return href("table", idOf(table));
}

/** Where a column's lineage is drawn. */
export const lineageOf = (table: string, column?: string): string =>
  column === undefined ? href("lineage", table) : href("lineage", table, column);

export const lineage = new Lineage(data.tables, data.edges, { table: pageOf, column: lineageOf });
export const tables = lineage.tables;

export function pageOfName(id: string): string | undefined {
  const table = tables.get(id);
  return table && pageOf(table);
}

export const measurePage = (name: string): string => href("measure", name);

export function findMeasure(name: string): { measure: Measure; entity: Entity } | undefined {
  for (const entity of data.metrics)
    for (const measure of entity.measures) if (measure.name === name) return { measure, entity };
  return undefined;
}

/** The sums of all entities. */
export function total(accounts: Account[]): Account {
  const reasons: Record<string, number> = {};
  for (const account of accounts)
    for (const [reason, rows] of Object.entries(account.reasons)) reasons[reason] = (reasons[reason] ?? 0) + rows;
  return { ...sumOf(accounts), reasons };
}
