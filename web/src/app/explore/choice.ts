/** What a reader explores: measures by dimensions, kept in the address. */
import { conditionOf, filtersOf, grainOf } from "../address";
import type { Grain } from "../periods";

export type Shape = "chart" | "table";

export interface Choice {
  measures: string[];
  by: string[];
  /** Rows for each period; null for none. */
  grain: Grain | null;
  /** The dimension whose members become columns; null for none. */
  pivot: string | null;
  /** Beside each figure that of the days before. */
  compares: boolean;
  shape: Shape;
}

export function choiceOf(params: URLSearchParams): Choice {
  const by = params.getAll("by");
  const pivot = params.get("pivot");
  return {
    measures: params.getAll("m"),
    by,
    grain: grainOf(params),
    pivot: pivot && by.includes(pivot) ? pivot : null,
    compares: params.get("compare") === "before",
    shape: params.get("as") === "table" ? "table" : "chart",
  };
}

export function putChoice(params: URLSearchParams, choice: Choice): void {
  for (const name of ["m", "by", "grain", "pivot", "compare", "as"]) params.delete(name);
  for (const measure of choice.measures) params.append("m", measure);
  for (const dimension of choice.by) params.append("by", dimension);
  if (choice.grain) params.set("grain", choice.grain);
  if (choice.pivot) params.set("pivot", choice.pivot);
  if (choice.compares) params.set("compare", "before");
  if (choice.shape === "table") params.set("as", "table");
}

/** A text as YAML in one line: plain where it can be nothing else. */
export function yamlText(text: string): string {
  const isPlain =
    /^[A-Za-z][\w ./()-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text) && !/ $/.test(text);
  return isPlain ? text : JSON.stringify(text);
}

/** The name of a dashboard's file: small letters, digits and "_", a letter first. */
export function fileOf(title: string): string {
  const name = title
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+/, "")
    .slice(0, 60);
  return (name.replace(/_+$/, "") || "dashboard") + ".yaml";
}

/** How a dashboard draws what the page shows. */
function chartOf({ shape, grain, by }: Choice): string {
  if (shape === "table" || by.length > 2 || (grain && by.length > 1)) return "table";
  if (grain) return "time";
  return by.length > 0 ? "bars" : "tile";
}

/** A file of dashboards/ with this one card. Days are what its readers choose, so that it holds none. */
export function dashboardOf(title: string, choice: Choice, params: URLSearchParams): string {
  const list = (texts: string[]) => `[${texts.map(yamlText).join(", ")}]`;
  const conditions = filtersOf(params).map(conditionOf);
  const lines = [
    `title: ${yamlText(title)}`,
    ...(conditions.length > 0 ? ["where:", ...conditions.map((each) => `  - ${yamlText(each)}`)] : []),
    "cards:",
    `  - title: ${yamlText(title)}`,
    `    chart: ${chartOf(choice)}`,
    `    measures: ${list(choice.measures)}`,
    ...(choice.by.length > 0 ? [`    by: ${list(choice.by)}`] : []),
    ...(choice.grain ? [`    grain: ${choice.grain}`] : []),
    "    width: 12",
  ];
  return lines.join("\n") + "\n";
}
