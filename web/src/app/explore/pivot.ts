/** Answers put together: the days before beside those shown, members of a dimension as columns. */
import type { Cell, Rows } from "../api";
import { numberOf } from "../values";

/** A column of figures. */
export interface FigureColumn {
  measure: string;
  /** Members before it: of the pivoted dimension. */
  member?: Cell;
  kind: "now" | "before" | "change";
}

export interface Grid {
  /** Names of dimensions that are left as rows. */
  by: string[];
  columns: FigureColumn[];
  rows: { members: Cell[]; figures: Cell[] }[];
}

const keyOf = (cells: Cell[]) => JSON.stringify(cells);

/** The share by which a figure grew, of rates the points; null where there is none. For people: it is a double. */
function changeOf(now: Cell, before: Cell, isRate: boolean): Cell {
  const [a, b] = [numberOf(now), numberOf(before)];
  if (a === null || b === null) return null;
  if (isRate) return a - b;
  return b === 0 ? null : (a - b) / Math.abs(b);
}

/** Rows of dimensions, then measures; with `before`, each measure is followed by its earlier figure and its change. */
export function gridOf(now: Rows, before: Rows | null, by: string[], measures: string[], rates: string[] = []): Grid {
  const earlier = new Map(before?.rows.map((row) => [keyOf(row.slice(0, by.length)), row.slice(by.length)]));
  const kinds: FigureColumn["kind"][] = before ? ["now", "before", "change"] : ["now"];
  const columns = measures.flatMap((measure) => kinds.map((kind) => ({ measure, kind })));
  const keys = new Set<string>();
  const rowOf = (members: Cell[], figures: Cell[] | undefined) => {
    keys.add(keyOf(members));
    const old = earlier.get(keyOf(members));
    return {
      members,
      figures: measures.flatMap((_, i) => {
        const [a, b] = [figures?.[i] ?? null, old?.[i] ?? null];
        return before ? [a, b, changeOf(a, b, rates.includes(measures[i]!))] : [a];
      }),
    };
  };
  const rows = now.rows.map((row) => rowOf(row.slice(0, by.length), row.slice(by.length)));
  for (const row of before?.rows ?? []) {
    const members = row.slice(0, by.length);
    if (!keys.has(keyOf(members))) rows.push(rowOf(members, undefined));
  }
  return { by, columns, rows };
}

/** The members of one dimension become columns, in the order in which they come; at most so many. */
export function pivoted(grid: Grid, dimension: string, most: number): Grid {
  const at = grid.by.indexOf(dimension);
  if (at < 0) return grid;
  const members = [
    ...new Map(grid.rows.map((row) => [keyOf([row.members[at] ?? null]), row.members[at] ?? null])).values(),
  ].slice(0, most);
  const columns = members.flatMap((member) => grid.columns.map((column) => ({ ...column, member })));
  const width = grid.columns.length;
  const rows = new Map<string, { members: Cell[]; figures: Cell[] }>();
  for (const row of grid.rows) {
    const place = members.indexOf(row.members[at] ?? null);
    if (place < 0) continue;
    const others = row.members.filter((_, i) => i !== at);
    const known = rows.get(keyOf(others)) ?? { members: others, figures: columns.map((): Cell => null) };
    row.figures.forEach((figure, i) => (known.figures[place * width + i] = figure));
    rows.set(keyOf(others), known);
  }
  return { by: grid.by.filter((_, i) => i !== at), columns, rows: [...rows.values()] };
}
