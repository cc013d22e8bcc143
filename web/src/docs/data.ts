import { href } from "../shared/hooks";

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

export type Role = "source" | "bronze" | "silver" | "quarantine" | "malformed" | "model" | "metric" | "published";

export interface Column {
  name: string;
  type: string;
  description: string;
  inherited: boolean;
  pii: string[];
  expression: string;
  from?: string;
  rules?: string[];
  key?: boolean;
  references?: { table: string; column: string };
}

export interface Table {
  schema: string;
  name: string;
  role: Role;
  description: string;
  not_followed: string;
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

/** From a table's column to another's; a column is null for a table's rows. */
export type Edge = [from: string, column: string | null, to: string, into: string | null, how: string, decides: string];

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

export interface Account {
  entity: string;
  source_rows: number;
  malformed: number;
  bronze_rows: number;
  silver_rows: number;
  exact_duplicates: number;
  older_versions: number;
  quarantined: number;
  balances: boolean;
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

export const idOf = (table: Table): string => `${table.schema}.${table.name}`;
export const tables = new Map(data.tables.map((table) => [idOf(table), table]));
/** The tables that the project has itself, without what others make of them. */
export const ownTables = data.tables.filter((table) => table.role !== "metric" && table.role !== "published");

/** What layers are called, and what one table of them is. */
export const layers: { role: Role; word: string; one: string }[] = [
  { role: "source", word: "Source files", one: "Source" },
  { role: "bronze", word: "Bronze", one: "Bronze" },
  { role: "malformed", word: "Malformed records", one: "Malformed" },
  { role: "silver", word: "Silver", one: "Silver" },
  { role: "quarantine", word: "Quarantine", one: "Quarantine" },
  { role: "model", word: "Models", one: "Model" },
  { role: "metric", word: "Metrics", one: "Metrics" },
  { role: "published", word: "Published", one: "Published" },
];
export const wordOf = (role: Role): string => layers.find((layer) => layer.role === role)?.word ?? role;
export const oneOf = (role: Role): string => layers.find((layer) => layer.role === role)?.one ?? role;
export const colorOf = (role: Role): string => `var(--${role})`;

/** Where a table's page is: an entity of metrics and a source have pages of their own. */
export function pageOf(table: Table): string {
  if (table.role === "metric") return href("metrics", table.name);
  if (table.role === "source") return href("sources", table.name);
  return href("table", idOf(table));
}

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

/** Tables that a table is made of, or that are made of it, in the order of their names. */
function neighbours(by: (edge: Edge) => [string, string]): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const edge of data.edges) {
    const [key, value] = by(edge);
    if (key === value) continue;
    if (!found.has(key)) found.set(key, new Set());
    found.get(key)!.add(value);
  }
  return new Map([...found].map(([key, values]) => [key, [...values].sort()]));
}
export const inputs = neighbours((edge) => [edge[2], edge[0]]);
export const readers = neighbours((edge) => [edge[0], edge[2]]);

export const columnKey = (table: string, column: string | null): string => JSON.stringify([table, column]);

function edgesBy(key: (edge: Edge) => string): Map<string, Edge[]> {
  const found = new Map<string, Edge[]>();
  for (const edge of data.edges) {
    const at = key(edge);
    const list = found.get(at);
    if (list) list.push(edge);
    else found.set(at, [edge]);
  }
  return found;
}
export const edgesInto = edgesBy((edge) => columnKey(edge[2], edge[3]));
export const edgesOutOf = edgesBy((edge) => columnKey(edge[0], edge[1]));

/** The sums of all entities. */
export function total(accounts: Account[]): Account {
  const sum = (field: keyof Account) => accounts.reduce((all, each) => all + (each[field] as number), 0);
  const reasons: Record<string, number> = {};
  for (const account of accounts)
    for (const [reason, rows] of Object.entries(account.reasons)) reasons[reason] = (reasons[reason] ?? 0) + rows;
  return {
    entity: "",
    source_rows: sum("source_rows"),
    malformed: sum("malformed"),
    bronze_rows: sum("bronze_rows"),
    silver_rows: sum("silver_rows"),
    exact_duplicates: sum("exact_duplicates"),
    older_versions: sum("older_versions"),
    quarantined: sum("quarantined"),
    balances: accounts.every((each) => each.balances),
    reasons,
  };
}
