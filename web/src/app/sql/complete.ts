/** Completion: tables after their schema, columns after their table, and columns of the tables that a statement names. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { SQLNamespace } from "@codemirror/lang-sql";
import { quoted, type Column, type Table } from "./data";

const columnOf = ({ name, type }: Column): Completion => ({
  label: name,
  apply: quoted(name),
  detail: type.toLowerCase(),
  type: "property",
});

/** schema → table → columns, as the editor's SQL package wants it. */
export function namespaceOf(tables: Table[]): SQLNamespace {
  const schemas: Record<string, Record<string, Completion[]>> = {};
  for (const table of tables) (schemas[table.schema] ??= {})[table.name] = table.columns.map(columnOf);
  return schemas;
}

const name = String.raw`(?:"(?:[^"]|"")*"|[A-Za-z_]\w*)`;
const mention = new RegExp(String.raw`(${name})\s*\.\s*(${name})`, "g");
const bare = (text: string) => (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text).toLowerCase();

/** The tables that a statement names with their schemas. */
export function tablesIn(statement: string, tables: Table[]): Table[] {
  const named = new Set([...statement.matchAll(mention)].map((found) => `${bare(found[1]!)}.${bare(found[2]!)}`));
  return tables.filter((table) => named.has(`${table.schema}.${table.name}`.toLowerCase()));
}

/** Columns of all tables that the statement names, wherever a word begins. */
export function columnsOfNamed(tables: Table[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/\w*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    if (context.state.sliceDoc(word.from - 1, word.from) === ".") return null;
    const columns = new Map<string, Column>();
    for (const table of tablesIn(context.state.doc.toString(), tables))
      for (const column of table.columns) if (!columns.has(column.name)) columns.set(column.name, column);
    if (columns.size === 0) return null;
    return {
      from: word.from,
      options: [...columns.values()].map((column) => ({ ...columnOf(column), boost: 10 })),
      validFor: /^\w*$/,
    };
  };
}

/** After an alias ("o."), the columns of the table that it stands for. */
export function columnsOfAlias(tables: Table[]) {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.matchBefore(new RegExp(String.raw`${name}\.\w*$`));
    if (!before) return null;
    const alias = bare(before.text.slice(0, before.text.lastIndexOf(".")));
    const found = new RegExp(
      String.raw`(${name})\s*\.\s*(${name})\s+(?:as\s+)?${alias.replace(/[^\w]/g, "\\$&")}(?!\w)`,
      "i",
    ).exec(context.state.doc.toString());
    if (!found) return null;
    const table = tables.find(
      (each) => each.schema.toLowerCase() === bare(found[1]!) && each.name.toLowerCase() === bare(found[2]!),
    );
    if (!table) return null;
    const from = before.from + before.text.lastIndexOf(".") + 1;
    return { from, options: table.columns.map(columnOf), validFor: /^\w*$/ };
  };
}
