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

/** The YAML of a dashboard with this one card. */
export function dashboardOf(title: string, choice: Choice, params: URLSearchParams): string {
  const list = (texts: string[]) => `[${texts.map(yamlText).join(", ")}]`;
  const range = params.get("from")
    ? `{ from: ${params.get("from")}, to: ${params.get("to")} }`
    : (params.get("range") ?? "90d");
  const filters = filtersOf(params).map(conditionOf);
  const lines = [
    `title: ${yamlText(title)}`,
    `range: ${range}`,
    ...(filters.length > 0 ? ["filters:", ...filters.map((filter) => `  - ${yamlText(filter)}`)] : []),
    "cards:",
    `  - title: ${yamlText(title)}`,
    `    show: ${choice.shape === "table" ? "table" : choice.grain ? "time" : "bars"}`,
    `    measures: ${list(choice.measures)}`,
    ...(choice.by.length > 0 ? [`    by: ${list(choice.by)}`] : []),
    ...(choice.grain ? [`    grain: ${choice.grain}`] : []),
    ...(choice.pivot ? [`    pivot: ${yamlText(choice.pivot)}`] : []),
    ...(choice.compares ? ["    compare: before"] : []),
  ];
  return lines.join("\n") + "\n";
}
