/** Tables and what is made of what, as src/c360/lineage/graph_json.h writes them. */

export type Role = "source" | "bronze" | "silver" | "quarantine" | "malformed" | "model" | "metric" | "published";

export interface LineageColumn {
  name: string;
  description: string;
  pii: string[];
  /** How it is made, for people. */
  expression: string;
}

export interface LineageTable {
  schema: string;
  name: string;
  role: Role;
  description: string;
  /** Why it is not known what its columns are made of; empty where it is. */
  not_followed: string;
  columns: LineageColumn[];
}

/** From a table's column to another's; a column is null for a table's rows. */
export type Edge = [from: string, column: string | null, to: string, into: string | null, how: string, decides: string];

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

export const idOf = (table: LineageTable): string => `${table.schema}.${table.name}`;
export const columnKey = (table: string, column: string | null): string => JSON.stringify([table, column]);

/** Where a click on a picture leads. */
export interface Links<T extends LineageTable> {
  table(table: T): string;
  column(id: string, column: string): string;
}

/** Tables that a table is made of, or that are made of it, in the order of their names. */
function neighbours(edges: Edge[], by: (edge: Edge) => [string, string]): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const edge of edges) {
    const [key, value] = by(edge);
    if (key === value) continue;
    if (!found.has(key)) found.set(key, new Set());
    found.get(key)!.add(value);
  }
  return new Map([...found].map(([key, values]) => [key, [...values].sort()]));
}

function edgesBy(edges: Edge[], key: (edge: Edge) => string): Map<string, Edge[]> {
  const found = new Map<string, Edge[]>();
  for (const edge of edges) {
    const at = key(edge);
    const list = found.get(at);
    if (list) list.push(edge);
    else found.set(at, [edge]);
  }
  return found;
}

/** The graph with ways through it. */
export class Lineage<T extends LineageTable = LineageTable> {
  readonly tables: Map<string, T>;
  readonly inputs: Map<string, string[]>;
  readonly readers: Map<string, string[]>;
  /** By columnKey(). */
  readonly edgesInto: Map<string, Edge[]>;
  readonly edgesOutOf: Map<string, Edge[]>;

  constructor(
    tables: T[],
    edges: Edge[],
    readonly links: Links<T>,
  ) {
    this.tables = new Map(tables.map((table) => [idOf(table), table]));
    this.inputs = neighbours(edges, (edge) => [edge[2], edge[0]]);
    this.readers = neighbours(edges, (edge) => [edge[0], edge[2]]);
    this.edgesInto = edgesBy(edges, (edge) => columnKey(edge[2], edge[3]));
    this.edgesOutOf = edgesBy(edges, (edge) => columnKey(edge[0], edge[1]));
  }

  /** A table, all that it comes from and all that comes of it. */
  family(id: string): Set<string> {
    return new Set([...reached(this.inputs, id), ...reached(this.readers, id)]);
  }

  /** What decides about a column, or about which rows there are, without being in it. */
  deciding(id: string, column: string | null): Edge[] {
    return (this.edgesInto.get(columnKey(id, column)) ?? []).filter((edge) => edge[4] === "" && edge[5] !== "");
  }
}

function reached(next: Map<string, string[]>, id: string): Set<string> {
  const found = new Set([id]);
  for (const at of found) for (const other of next.get(at) ?? []) found.add(other);
  return found;
}
