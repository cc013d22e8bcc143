import { useMemo, useState } from "preact/hooks";
import { Note } from "../../shared/parts";
import { href } from "../../shared/hooks";
import { Graph } from "../../shared/lineage/graph";
import { colorOf, layers, type Edge, type Role } from "../../shared/lineage/model";
import { columnGraph, wholeGraph } from "../../shared/lineage/picture";
import { data, lineage, lineageOf, pageOf, tables } from "../data";
import { Layer, TableName } from "../parts";

/** The picture of all tables, of one by its columns, or of one column's whole way. */
export function Lineage({ id, column }: { id?: string | undefined; column?: string | undefined }) {
  return id === undefined ? <WholeLineage /> : <TableLineage id={id} column={column} />;
}

function WholeLineage() {
  const there = layers.filter((layer) => data.tables.some((table) => table.role === layer.role));
  const [shown, setShown] = useState(new Set<Role>(["source", "bronze", "silver", "model", "metric"]));
  const picture = useMemo(() => wholeGraph(lineage, shown), [shown]);
  const toggle = (role: Role) => {
    const next = new Set(shown);
    if (!next.delete(role)) next.add(role);
    setShown(next);
  };
  return (
    <>
      <div class="head">
        <h1>Lineage</h1>
        <p class="muted">
          From the files to what people see. A table leads to its page; its own lineage shows columns.
        </p>
        <div class="chips" role="group" aria-label="Layers">
          {there.map(({ role, word }) => (
            <button
              class="chip"
              style={{ "--layer": colorOf(role) }}
              aria-pressed={shown.has(role)}
              onClick={() => toggle(role)}
            >
              <i />
              {word}
            </button>
          ))}
        </div>
      </div>
      <Graph lineage={lineage} picture={picture} label="Lineage of all tables" />
    </>
  );
}

function TableLineage({ id, column }: { id: string; column: string | undefined }) {
  const table = tables.get(id);
  const picture = useMemo(() => columnGraph(lineage, id, column), [id, column]);
  if (!table) return <Note warn>There is no table {id} in this project.</Note>;
  return (
    <>
      <div class="head">
        <div class="line">
          <h1>
            Lineage of{" "}
            {column === undefined ? (
              <a href={pageOf(table)}>{id}</a>
            ) : (
              <>
                <a href={lineageOf(id)}>{id}</a>.{column}
              </>
            )}
          </h1>
          <Layer role={table.role} />
        </div>
        <p class="muted">
          {column === undefined
            ? "Its columns, what they are made of and what is made of them, one step each way. A column leads to its whole way."
            : "All that this column is made of, and all that is made of it."}{" "}
          <a href={href("lineage")}>All tables</a>
        </p>
        {table.not_followed && <Note warn>What its columns are made of cannot be told: {table.not_followed}</Note>}
      </div>
      <Graph
        lineage={lineage}
        picture={picture}
        label={`Lineage of ${id}${column === undefined ? "" : "." + column}`}
      />
      <Deciding id={id} column={column} />
    </>
  );
}

/** What only decides: told in words, since it has no value in the column. */
function Deciding({ id, column }: { id: string; column: string | undefined }) {
  const rows = lineage.deciding(id, null);
  const own = column === undefined ? [] : lineage.deciding(id, column);
  return (
    <>
      {own.length > 0 && <DecidedBy title="This column is decided by" edges={own} />}
      {rows.length > 0 && <DecidedBy title="Which rows there are is decided by" edges={rows} />}
    </>
  );
}

function DecidedBy({ title, edges }: { title: string; edges: Edge[] }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      <ul class="tags">
        {edges.map(([from, name, , , , decides]) => (
          <li class="tag">
            <span>
              {name === null ? "rows of " : ""}
              <TableName id={from} />
              {name === null ? "" : "." + name}
            </span>
            <span class="muted">{decides}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
