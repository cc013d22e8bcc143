import { useMemo, useState } from "preact/hooks";
import { Graph } from "../../shared/lineage/graph";
import { colorOf, layers, Lineage, oneOf, type Edge, type LineageTable, type Role } from "../../shared/lineage/model";
import { columnGraph, wholeGraph } from "../../shared/lineage/picture";
import { Card, Note, Scroll } from "../../shared/parts";
import { pageHref } from "../address";
import { get } from "../api";
import { useModel } from "../model";
import { Shown } from "../parts/work";
import { useLoaded } from "../query";

interface Answer {
  tables: LineageTable[];
  edges: Edge[];
}

const placeOf = (id: string, column?: string) => pageHref(["lineage", id, ...(column === undefined ? [] : [column])]);

const load = async () => {
  const { tables, edges } = await get<Answer>("/v1/lineage");
  return new Lineage(tables, edges, { table: (table) => placeOf(`${table.schema}.${table.name}`), column: placeOf });
};

/** "#/lineage", "#/lineage/TABLE" by its columns, "#/lineage/TABLE/COLUMN" by a column's whole way. */
export function LineageOf({ parts }: { parts: string[] }) {
  const { project } = useModel();
  const loaded = useLoaded(`lineage ${project.snapshot?.number ?? 0}`, load);
  const [id, column] = parts;
  return (
    <Shown loaded={loaded} height={600}>
      {(lineage) =>
        id === undefined ? <Whole lineage={lineage} /> : <OneTable lineage={lineage} id={id} column={column} />
      }
    </Shown>
  );
}

const firstShown: Role[] = ["source", "bronze", "silver", "model", "metric", "published"];

function Whole({ lineage }: { lineage: Lineage }) {
  const there = layers.filter(({ role }) => [...lineage.tables.values()].some((table) => table.role === role));
  const [shown, setShown] = useState(new Set<Role>(firstShown));
  const picture = useMemo(() => wholeGraph(lineage, shown), [lineage, shown]);
  const toggle = (role: Role) => {
    const next = new Set(shown);
    if (!next.delete(role)) next.add(role);
    setShown(next);
  };
  return (
    <>
      <h1 class="visually-hidden">Lineage</h1>
      <section class="card lineage" aria-label="Lineage of all tables">
        <div class="toolbar">
          <div class="chips" role="group" aria-label="Layers">
            {there.map(({ role, word }) => (
              <button
                class="chip raised"
                style={{ "--layer": colorOf(role) }}
                aria-pressed={shown.has(role)}
                onClick={() => toggle(role)}
              >
                <i />
                {word}
              </button>
            ))}
          </div>
          <span class="caption">From the files to what people see. A table opens its columns.</span>
        </div>
        <Graph lineage={lineage} picture={picture} label="Lineage of all tables" grows />
      </section>
    </>
  );
}

function OneTable({ lineage, id, column }: { lineage: Lineage; id: string; column: string | undefined }) {
  const table = lineage.tables.get(id);
  const picture = useMemo(() => columnGraph(lineage, id, column), [lineage, id, column]);
  const whole = <a href={pageHref(["lineage"])}>All tables</a>;
  if (!table)
    return (
      <Note warn>
        There is no table {id} in this project. {whole}
      </Note>
    );
  return (
    <>
      <div class="head">
        <div class="line">
          <h1>
            {column === undefined ? id : <a href={placeOf(id)}>{id}</a>}
            {column !== undefined && `.${column}`}
          </h1>
          <span class="tag" style={{ "--layer": colorOf(table.role) }}>
            <i />
            {oneOf(table.role)}
          </span>
        </div>
        {table.description && column === undefined && <p>{table.description}</p>}
        <p class="muted">
          {column === undefined
            ? "Its columns, what they are made of and what is made of them, one step each way. A column opens its whole way. "
            : "All that this column is made of, and all that is made of it. "}
          {whole}
        </p>
        {table.not_followed && <Note warn>What its columns are made of cannot be told: {table.not_followed}</Note>}
      </div>
      <div class="grid">
        <Graph lineage={lineage} picture={picture} label={`Lineage of ${id}${column ? "." + column : ""}`} />
        <Deciding lineage={lineage} id={id} column={column} />
        {column === undefined && <Columns table={table} />}
      </div>
    </>
  );
}

/** What only decides: told in words, since it has no value in the column. */
function Deciding({ lineage, id, column }: { lineage: Lineage; id: string; column: string | undefined }) {
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
    <Card title={title}>
      <ul class="tags">
        {edges.map(([from, name, , , , decides]) => (
          <li class="tag">
            <span>
              {name === null ? "rows of " : ""}
              <a href={placeOf(from)}>{from}</a>
              {name === null ? "" : "." + name}
            </span>
            <span class="muted">{decides}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Columns({ table }: { table: LineageTable }) {
  const id = `${table.schema}.${table.name}`;
  return (
    <Card title="Columns" aside={`${table.columns.length}`}>
      <Scroll label={`Columns of ${id}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Personal</th>
              <th scope="col">Made by</th>
              <th scope="col">Means</th>
            </tr>
          </thead>
          <tbody>
            {table.columns.map((column) => (
              <tr>
                <td class="name">
                  <a href={placeOf(id, column.name)}>{column.name}</a>
                </td>
                <td class="name">
                  {column.pii.map((kind) => (
                    <span class="tag warn" title="Personal data">
                      {kind.replaceAll("_", " ")}
                    </span>
                  ))}
                </td>
                <td class="wide mono">{column.expression}</td>
                <td class="wide">{column.description}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Card>
  );
}
