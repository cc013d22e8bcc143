import { useState } from "preact/hooks";
import { counted, instant, whole } from "../../shared/format";
import { useModel } from "../model";
import { Choice } from "../parts/work";
import { nameOf, quoted, type Table } from "./data";
import type { Past } from "./history";

export type Side = "tables" | "history";

/** Beside the editor: what there is to ask, and what was asked before. */
export function SidePanel({
  tables,
  past,
  insert,
  take,
  clear,
}: {
  tables: Table[];
  past: Past[];
  insert: (text: string) => void;
  take: (statement: string) => void;
  clear: () => void;
}) {
  const [side, setSide] = useState<Side>("tables");
  return (
    <>
      <Choice
        label="Beside the editor"
        options={[
          { value: "tables", word: "Tables" },
          { value: "history", word: "History" },
        ]}
        value={side}
        choose={setSide}
      />
      {side === "tables" ? (
        <TableList tables={tables} insert={insert} take={take} />
      ) : (
        <PastList past={past} take={take} clear={clear} />
      )}
    </>
  );
}

function TableList({
  tables,
  insert,
  take,
}: {
  tables: Table[];
  insert: (text: string) => void;
  take: (statement: string) => void;
}) {
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const found = tables.filter(
    (table) =>
      `${table.schema}.${table.name}`.toLowerCase().includes(wanted) ||
      (wanted !== "" && table.columns.some((column) => column.name.toLowerCase().includes(wanted))),
  );
  const schemas = [...new Set(found.map((table) => table.schema))];
  return (
    <>
      <input
        class="text-input"
        type="search"
        placeholder="Find a table or column"
        aria-label="Find a table or column"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="table-list" role="region" aria-label="Tables" tabIndex={0}>
        {schemas.map((schema) => (
          <section>
            <h3>{schema}</h3>
            <ul>
              {found
                .filter((table) => table.schema === schema)
                .map((table) => (
                  <TableEntry key={nameOf(table)} table={table} wanted={wanted} insert={insert} take={take} />
                ))}
            </ul>
          </section>
        ))}
        {found.length === 0 && <p class="muted">{wanted ? "Nothing is called so." : "There are no tables yet."}</p>}
      </div>
    </>
  );
}

function TableEntry({
  table,
  wanted,
  insert,
  take,
}: {
  table: Table;
  wanted: string;
  insert: (text: string) => void;
  take: (statement: string) => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div class="entry">
        <button class="open" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span class="mark" aria-hidden="true">
            {open ? "▾" : "▸"}
          </span>
          {table.name}
        </button>
        <button
          class="quiet"
          aria-label={`Ask for rows of ${nameOf(table)}`}
          onClick={() => take(`SELECT *\nFROM ${nameOf(table)}\nLIMIT 100`)}
        >
          rows
        </button>
      </div>
      {open && (
        <ul class="columns">
          {table.columns.map((column) => (
            <li>
              <button title="Put it into the statement" onClick={() => insert(quoted(column.name))}>
                <span class={wanted && column.name.toLowerCase().includes(wanted) ? "found" : ""}>{column.name}</span>
                <span class="caption">{column.type.toLowerCase()}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function PastList({ past, take, clear }: { past: Past[]; take: (statement: string) => void; clear: () => void }) {
  const { project } = useModel();
  if (past.length === 0)
    return <p class="muted">Statements that you run are kept here, by this browser alone, without their results.</p>;
  return (
    <>
      <div class="past" role="region" aria-label="Statements that were run" tabIndex={0}>
        <ul>
          {past.map((each) => (
            <li key={each.at}>
              <button onClick={() => take(each.statement)} title={each.statement.slice(0, 1000)}>
                <code>{each.statement.slice(0, 300)}</code>
                <span class="caption">
                  {instant(new Date(each.at).toISOString(), project.time_zone)}
                  {each.failed ? ", ✗ failed" : each.rows === null ? "" : `, ${counted(each.rows, "row")}`}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <button class="quiet" onClick={clear}>
        Forget all {whole(past.length)}
      </button>
    </>
  );
}
