import * as dagre from "@dagrejs/dagre";
import { columnKey, idOf, type Edge, type Lineage, type LineageColumn, type LineageTable, type Role } from "./model";

/** A graph that has been laid out, in pixels. */
export interface Picture {
  width: number;
  height: number;
  nodes: Node[];
  lines: Line[];
  /** How many tables there would be, where they are too many to draw. */
  tooMany?: number;
}

export interface Node {
  id: string;
  table: LineageTable;
  to: string;
  x: number;
  y: number;
  width: number;
  height: number;
  chosen: boolean;
  oneLine: boolean;
  columns: { name: string; y: number; to: string; lit: boolean }[];
}

export interface Line {
  from: string;
  to: string;
  path: string;
  lit: boolean;
  decides: boolean;
}

/** More boxes than these are neither read nor laid out in a moment. */
const mostTables = 300;

export const headHeight = 44;
const lineHeight = 28;
export const rowHeight = 22;
const textWidth = 7.2;

const widthOf = (texts: string[]): number =>
  Math.min(320, Math.max(120, 34 + textWidth * Math.max(...texts.map((text) => text.length))));

/** All tables of some roles; a way over tables that are not shown is one line. */
export function wholeGraph(lineage: Lineage, roles: Set<Role>): Picture {
  const shown = new Set([...lineage.tables.values()].filter((table) => roles.has(table.role)).map(idOf));
  if (shown.size > mostTables) return { width: 0, height: 0, nodes: [], lines: [], tooMany: shown.size };
  const lines: [string, string][] = [];
  for (const id of shown)
    for (const from of shownInputs(lineage, id, shown)) if (!isBeside(lineage, from, id)) lines.push([from, id]);
  const nodes = [...shown].map((id) => ({
    id,
    columns: [] as LineageColumn[],
    to: lineage.links.table(lineage.tables.get(id)!),
  }));
  return laidOut(lineage, nodes, lines, true);
}

/** References among entities and measures of others' measures: they say nothing of the way from files to figures. */
function isBeside({ tables }: Lineage, from: string, to: string): boolean {
  const role = tables.get(from)?.role;
  return role === tables.get(to)?.role && (role === "silver" || role === "metric");
}

function shownInputs({ inputs }: Lineage, id: string, shown: Set<string>): Set<string> {
  const found = new Set<string>();
  const seen = new Set([id]);
  const visit = (at: string) => {
    for (const from of inputs.get(at) ?? []) {
      if (seen.has(from)) continue;
      seen.add(from);
      if (shown.has(from)) found.add(from);
      else visit(from);
    }
  };
  visit(id);
  return found;
}

/** A table by its columns with the columns one step away; or, of one column, all that it comes from and all that comes of it. */
export function columnGraph(lineage: Lineage, id: string, column?: string): Picture {
  const edges = column === undefined ? nextTo(lineage, id) : wayOf(lineage, id, column);
  const wanted = new Map<string, Set<string>>([
    [id, new Set(column === undefined ? columnsOf(lineage, id) : [column])],
  ]);
  for (const [from, fromColumn, to, toColumn] of edges)
    for (const [table, name] of [
      [from, fromColumn],
      [to, toColumn],
    ] as const) {
      if (!wanted.has(table)) wanted.set(table, new Set());
      if (name !== null) wanted.get(table)!.add(name);
    }
  if (wanted.size > mostTables) return { width: 0, height: 0, nodes: [], lines: [], tooMany: wanted.size };
  const nodes = [...wanted].flatMap(([table, names]) => {
    const known = lineage.tables.get(table);
    if (!known) return [];
    return [
      { id: table, columns: known.columns.filter((each) => names.has(each.name)), to: lineage.links.table(known) },
    ];
  });
  const between = new Map(edges.filter((edge) => edge[0] !== edge[2]).map((edge) => [edge[0] + "\n" + edge[2], edge]));
  const picture = laidOut(
    lineage,
    nodes,
    [...between.values()].map((edge) => [edge[0], edge[2]]),
  );
  picture.lines = edges.flatMap((edge) => columnLine(picture, edge));
  for (const node of picture.nodes) {
    node.chosen = node.id === id;
    for (const each of node.columns) each.lit = node.id === id && each.name === column;
  }
  return picture;
}

const columnsOf = ({ tables }: Lineage, id: string): string[] =>
  (tables.get(id)?.columns ?? []).map((each) => each.name);

function nextTo(lineage: Lineage, id: string): Edge[] {
  const { edgesInto, edgesOutOf } = lineage;
  const all = columnsOf(lineage, id).flatMap((column) => {
    const key = columnKey(id, column);
    return [...(edgesInto.get(key) ?? []), ...(edgesOutOf.get(key) ?? [])];
  });
  const rows = [...(edgesInto.get(columnKey(id, null)) ?? []), ...(edgesOutOf.get(columnKey(id, null)) ?? [])];
  const made = all.filter((edge) => edge[4] !== "" && edge[3] !== null && edge[1] !== null);
  // What only decides draws no line of its own where a column's line joins the two tables already.
  const joined = new Set(made.map((edge) => edge[0] + "\n" + edge[2]));
  return [...made, ...rows.filter((edge) => edge[0] !== edge[2] && !joined.has(edge[0] + "\n" + edge[2]))];
}

/** Every edge that a column's value comes by or goes on by. */
function wayOf({ edgesInto, edgesOutOf }: Lineage, id: string, column: string): Edge[] {
  const found = new Set<Edge>();
  const walk = (by: Map<string, Edge[]>, end: (edge: Edge) => [string, string | null]) => {
    const seen = new Set<string>();
    const visit = (table: string, name: string | null) => {
      const key = columnKey(table, name);
      if (seen.has(key)) return;
      seen.add(key);
      for (const edge of by.get(key) ?? []) {
        if (edge[4] === "" || edge[1] === null || edge[3] === null) continue;
        found.add(edge);
        visit(...end(edge));
      }
    };
    visit(id, column);
  };
  walk(edgesInto, (edge) => [edge[0], edge[1]]);
  walk(edgesOutOf, (edge) => [edge[2], edge[3]]);
  return [...found];
}

/** Boxes that no line leads to or from, at the picture's left and right: they pull their layers to its ends. */
const leftEnd = "left";
const rightEnd = "right";
const pull = { weight: 20 };

function addEnds({ tables }: Lineage, graph: dagre.Graph, ids: string[]) {
  const of = (...roles: Role[]) => ids.filter((id) => roles.includes(tables.get(id)!.role));
  const first = (["source", "bronze", "malformed", "silver"] as const).find((role) => of(role).length > 0);
  const last = (["published", "metric"] as const).find((role) => of(role).length > 0);
  for (const end of [leftEnd, rightEnd]) graph.setNode(end, { width: 1, height: 1 });
  for (const id of first ? of(first) : []) graph.setEdge(leftEnd, id, pull);
  for (const id of last ? of(last) : []) graph.setEdge(id, rightEnd, pull);
}

function laidOut(
  lineage: Lineage,
  nodes: { id: string; columns: LineageColumn[]; to: string }[],
  lines: [string, string][],
  inLayers = false,
): Picture {
  const { tables } = lineage;
  const graph = new dagre.Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 70, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, columns } of nodes) {
    const table = tables.get(id)!;
    graph.setNode(id, {
      width: widthOf([inLayers ? id : table.name, ...columns.map((column) => column.name)]),
      height: inLayers ? lineHeight : headHeight + (columns.length > 0 ? columns.length * rowHeight + 6 : 0),
    });
  }
  const early: Role[] = ["source", "bronze"];
  for (const [from, to] of lines)
    if (from !== to) graph.setEdge(from, to, inLayers && early.includes(tables.get(from)!.role) ? { ...pull } : {});
  if (inLayers)
    addEnds(
      lineage,
      graph,
      nodes.map((node) => node.id),
    );
  dagre.layout(graph);
  const size = graph.graph() as { width?: number; height?: number };
  return {
    width: Math.max(1, size.width ?? 1),
    height: Math.max(1, size.height ?? 1),
    nodes: nodes.map(({ id, columns, to }) => {
      const { x, y, width, height } = graph.node(id) as { x: number; y: number; width: number; height: number };
      return {
        id,
        to,
        table: tables.get(id)!,
        x: x - width / 2,
        y: y - height / 2,
        width,
        height,
        chosen: false,
        oneLine: inLayers,
        columns: columns.map((column, i) => ({
          name: column.name,
          y: headHeight + i * rowHeight,
          to: lineage.links.column(id, column.name),
          lit: false,
        })),
      };
    }),
    lines: graph
      .edges()
      .filter((edge) => edge.v !== leftEnd && edge.w !== rightEnd)
      .map((edge) => ({ from: edge.v, to: edge.w, path: curve(wayThrough(graph, edge)), lit: false, decides: false })),
  };
}

/** A line's points, from the middle of a box's right side to that of the other's left side. */
function wayThrough(graph: dagre.Graph, edge: { v: string; w: string }): { x: number; y: number }[] {
  const { points } = graph.edge(edge) as { points: { x: number; y: number }[] };
  const [from, to] = [graph.node(edge.v), graph.node(edge.w)] as { x: number; y: number; width: number }[];
  return [{ x: from!.x + from!.width / 2, y: from!.y }, ...points.slice(1, -1), { x: to!.x - to!.width / 2, y: to!.y }];
}

function curve(points: { x: number; y: number }[]): string {
  return points
    .map((point, i) => {
      const before = points[i - 1];
      if (!before) return `M${point.x} ${point.y}`;
      const half = (before.x + point.x) / 2;
      return `C${half} ${before.y} ${half} ${point.y} ${point.x} ${point.y}`;
    })
    .join("");
}

/** A line from column to column, or from box to box where a table's rows are meant. */
function columnLine(picture: Picture, [from, fromColumn, to, toColumn, how]: Edge): Line[] {
  const start = picture.nodes.find((node) => node.id === from);
  const end = picture.nodes.find((node) => node.id === to);
  if (!start || !end || start === end) return [];
  const height = (node: Node, column: string | null) => {
    const row = node.columns.find((each) => each.name === column);
    return node.y + (row ? row.y + rowHeight / 2 : headHeight / 2);
  };
  const points = [
    { x: start.x + start.width, y: height(start, fromColumn) },
    { x: end.x, y: height(end, toColumn) },
  ];
  return [{ from, to, path: curve(points), lit: false, decides: how === "" }];
}
