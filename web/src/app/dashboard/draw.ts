/** A card of a dashboard's file as the cards of all pages take it. */
import type { CardSpec, Model } from "../model";
import { grains, type Grain } from "../periods";
import type { OwnCard } from "./dashboards";

const timeWords = ["time", ...grains] as string[];
const isTime = (by: string) => by.startsWith("time.") || timeWords.includes(by);

/** A dimension with its entity, whose own name alone the file may have: "channel" is sales.channel. */
export function wholeName(model: Model, text: string): string {
  if (model.dimension(text) || isTime(text)) return text;
  const dot = text.lastIndexOf(".");
  const [name, grain] = dot < 0 ? [text, ""] : [text.slice(0, dot), text.slice(dot)];
  const fitting = [...model.dimensions.keys()].filter((each) => each.slice(each.indexOf(".") + 1) === name);
  return fitting.length === 1 ? fitting[0]! + grain : text;
}

/** A dimension as a question names it: with a period, where it needs one. */
function asked(model: Model, card: OwnCard, by: string): string {
  const grain = card.grain ?? "month";
  if (by === "time") return `time.${grain}`;
  if ((grains as string[]).includes(by)) return `time.${by}`;
  const name = wholeName(model, by);
  return model.dimensions.get(name)?.wants_grain ? `${name}.${grain}` : name;
}

/** The grain that a chart over time has, by itself or by the time that it names. */
export function grainOf(card: OwnCard): Grain | null {
  const time = card.by.find(isTime);
  const named = time?.replace(/^time\./, "");
  return card.grain ?? grains.find((grain) => grain === named) ?? null;
}

function titleOf(model: Model, card: OwnCard, measures: string[], by: string[]): string {
  if (card.title && (measures.length === card.measures.length || measures.length > 1)) return card.title;
  const measured = measures.map((name) => model.measure(name)?.label ?? name).join(", ");
  const parted = by.map((each) => model.labelOf(each).toLowerCase()).join(" and ");
  if (card.title) return `${card.title}: ${measured}`;
  return measured + (parted ? ` by ${parted}` : "") + (card.kind === "time" ? " over time" : "");
}

function byOf(model: Model, card: OwnCard): string[] {
  if (card.kind === "time") return card.by.filter((by) => !isTime(by)).map((by) => asked(model, card, by));
  const by = card.by.map((each) => asked(model, card, each));
  return card.kind === "week" ? ["time.day_of_week", "time.hour_of_day", ...by] : by;
}

/** Whether a card is bars of one dimension, parted by another. */
export const isStacked = (kind: OwnCard["kind"], by: string[]) =>
  (kind === "bars" || kind === "parts") && by.length > 1;

/** Whether measures fit on one axis. */
function areAlike(model: Model, measures: string[]): boolean {
  const kinds = measures.map((name) => `${model.measure(name)?.format} ${model.measure(name)?.unit}`);
  return new Set(kinds).size === 1;
}

/** The bands of a dimension, where another page has them; a card without knows those that its answer has. */
function bandsOf(model: Model, by: string[]): CardSpec["bands"] {
  const cards = model.content.pages.flatMap((page) => page.cards);
  return cards.find((card) => card.kind === "bands" && card.by[0] === by[0])?.bands ?? null;
}

/** One or several cards: measures that one picture cannot show have one each. Measures that there are not are left out. */
export function specsOf(model: Model, card: OwnCard): CardSpec[] {
  if (card.kind === "rows" || card.kind === "markdown") return [];
  const known = card.measures.filter((name) => model.measure(name) !== undefined);
  const by = byOf(model, card);
  const together = card.kind === "table" || (card.kind === "time" && by.length === 0 && areAlike(model, known));
  const groups = together ? [known] : known.map((name) => [name]);
  const width = Math.max(3, Math.floor(card.width / Math.max(1, groups.length)));
  // Parts of bars must add up to them; what does not stands in a table.
  const add = known.every((name) => model.measure(name)!.additivity === "additive");
  const kind = isStacked(card.kind, by) && !add ? "table" : card.kind;
  const all_days = kind === "cohorts" || kind === "bands"; // what is since something, or over all that there was
  const common = { kind, by, marks: [], bands: bandsOf(model, by), leads_to: null, where: [], all_days, width };
  return groups
    .filter((measures) => measures.length > 0)
    .map((measures) => ({ ...common, measures, title: titleOf(model, card, measures, by) }));
}
