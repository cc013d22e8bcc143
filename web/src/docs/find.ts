import { href } from "../shared/hooks";
import { idOf, oneOf } from "../shared/lineage/model";
import { data, measurePage, pageOf } from "./data";

/** Something that can be found: its name as shown, what it is, and its description. */
export interface Findable {
  name: string;
  kind: string;
  text: string;
  to: string;
  weight: number;
}

export interface Found {
  item: Findable;
  score: number;
}

function everything(): Findable[] {
  const items: Findable[] = [];
  const add = (name: string, kind: string, text: string, to: string, weight: number) =>
    items.push({ name, kind, text, to, weight });
  for (const entity of data.metrics) {
    add(entity.name, "metrics", entity.description, href("metrics", entity.name), 3);
    for (const measure of entity.measures)
      add(
        measure.label === "" ? measure.name : measure.label,
        "measure",
        [measure.name, measure.definition, measure.description].join(" · "),
        measurePage(measure.name),
        4,
      );
    for (const dimension of entity.dimensions)
      add(
        `${entity.name}.${dimension.name}`,
        "dimension",
        [dimension.label, dimension.description].filter(Boolean).join(" · "),
        href("metrics", entity.name),
        1,
      );
  }
  for (const table of data.tables) {
    if (table.role === "metric") continue;
    const side = table.role === "published" || table.role === "malformed" || table.role === "quarantine";
    add(idOf(table), oneOf(table.role).toLowerCase(), table.description, pageOf(table), side ? 1 : 5);
    if (side) continue;
    const deep = table.role === "source" || table.role === "bronze" ? 0 : 2;
    for (const column of table.columns) {
      if (column.name.startsWith("_")) continue;
      const text = [
        column.description,
        column.expression,
        column.pii.length ? "personal: " + column.pii.join(", ") : "",
      ];
      add(
        `${idOf(table)}.${column.name}`,
        "column",
        text.filter(Boolean).join(" · "),
        table.role === "source" ? pageOf(table) : href("table", idOf(table), column.name),
        deep,
      );
    }
    for (const check of table.checks ?? [])
      add(check.name, `check of ${table.name}`, check.condition || check.sql, href("table", idOf(table)), 1);
  }
  return items;
}

const lower = (text: string): string => text.toLocaleLowerCase();
let index: { item: Findable; name: string; text: string }[] | undefined;

/** How well one word fits: the name itself, its beginning, a part's beginning, within it, within the description. */
function fit(name: string, text: string, word: string): number {
  const own = name.slice(name.lastIndexOf(".") + 1);
  if (name === word || own === word) return 60;
  if (own.startsWith(word)) return 40;
  const at = name.indexOf(word);
  if (at >= 0) return at === 0 || /[\s._]/.test(name[at - 1]!) ? 25 : 15;
  return text.includes(word) ? 6 : 0;
}

/** What has every word of the query in its name or description, the best first. */
export function find(query: string, most = 40): Found[] {
  const words = lower(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  index ??= everything().map((item) => ({ item, name: lower(item.name), text: lower(`${item.kind} ${item.text}`) }));
  const found: Found[] = [];
  for (const { item, name, text } of index) {
    let score = item.weight;
    for (const word of words) {
      const fits = fit(name, text, word);
      if (fits === 0) {
        score = 0;
        break;
      }
      score += fits;
    }
    if (score > 0) found.push({ item, score: score - name.length / 200 });
  }
  return found.sort((a, b) => b.score - a.score || a.item.name.localeCompare(b.item.name)).slice(0, most);
}

/** A text cut into pieces, those that a word of the query is in marked. */
export function marked(text: string, query: string): { text: string; hit: boolean }[] {
  const words = lower(query)
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.length === 0) return [{ text, hit: false }];
  return text
    .split(new RegExp(`(${words.join("|")})`, "gi"))
    .map((part, i) => ({ text: part, hit: i % 2 === 1 }))
    .filter((part) => part.text !== "");
}
