import { useEffect, useRef } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { whole } from "../../shared/format";
import { Card, Note, Scroll } from "../../shared/parts";
import { href } from "../../shared/hooks";
import { Sql } from "../../shared/sql";
import { idOf } from "../../shared/lineage/model";
import { data, lineage, lineageOf, tables, type Column, type Table } from "../data";
import { Layer, Personal, SampleRows, TableName, tableLink } from "../parts";

export function TablePage({ id, column }: { id: string; column?: string | undefined }) {
  const table = tables.get(id);
  if (!table) return <Note warn>There is no table {id} in this project.</Note>;
  const made = lineage.inputs.get(id) ?? [];
  const goes = lineage.readers.get(id) ?? [];
  return (
    <>
      <div class="head">
        <div class="line">
          <h1>{id}</h1>
          <Layer role={table.role} />
          {table.kind === "view" && <span class="tag">view</span>}
          {table.kind === "parquet" && <span class="tag">Parquet files</span>}
        </div>
        {table.description && <p>{table.description}</p>}
        {table.not_followed && <Note warn>What its columns are made of cannot be told: {table.not_followed}</Note>}
      </div>
      <div class="grid">
        <Card title="Facts" span={5}>
          <Facts table={table} />
        </Card>
        <Card title="Lineage" span={7} aside={<a href={lineageOf(id)}>by column</a>}>
          <dl class="facts">
            <dt>Made of</dt>
            <dd>
              <Names ids={made} none="nothing in this project" />
            </dd>
            <dt>Goes into</dt>
            <dd>
              <Names ids={goes} none="nothing in this project" />
            </dd>
          </dl>
        </Card>
        <Card title="Columns" aside={whole(table.columns.length)}>
          <Columns table={table} chosen={column} />
        </Card>
        {table.checks && table.checks.length > 0 && (
          <Card title="Checks">
            <Checks table={table} />
          </Card>
        )}
        {table.sample && (
          <Card title="Sample" aside={sampleAside(table)}>
            <SampleOf table={table} />
          </Card>
        )}
        {table.sql && (
          <Card title="SQL" aside={table.file}>
            <Sql text={table.sql} label={`SQL of ${id}`} link={tableLink} />
          </Card>
        )}
      </div>
    </>
  );
}

function Names({ ids, none }: { ids: string[]; none: string }) {
  if (ids.length === 0) return <span class="muted">{none}</span>;
  return (
    <ul class="tags">
      {ids.map((id) => (
        <li class="tag">
          <TableName id={id} />
        </li>
      ))}
    </ul>
  );
}

function Facts({ table }: { table: Table }) {
  const facts: [string, ComponentChildren][] = [];
  if (table.sample?.count !== undefined) facts.push(["Rows", whole(table.sample.count)]);
  if (table.key?.length) facts.push([table.role === "model" ? "One row per" : "Key", table.key.join(", ")]);
  if (table.latest_by?.length) facts.push(["Latest by", table.latest_by.join(", ") + ", then arrival"]);
  if (table.source) facts.push(["Source", <a href={href("sources", table.source)}>{table.source}</a>]);
  if (table.references?.length)
    facts.push(["References", table.references.map((each) => <div>{`${each.column} → ${each.to}`}</div>)]);
  if (table.null_tokens?.length)
    facts.push(["Read as missing", table.null_tokens.map((token) => (token === "" ? "empty" : token)).join(", ")]);
  if (table.max_quarantined !== undefined)
    facts.push(["Quarantined at most", `${(100 * table.max_quarantined).toLocaleString()} % of bronze rows`]);
  if (table.file) facts.push(["Written in", <span class="mono">{table.file}</span>]);
  if (table.version != null) facts.push(["Delta version", whole(table.version)]);
  if (facts.length === 0) return <p class="muted">The snapshot does not have this table yet.</p>;
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}

function Columns({ table, chosen }: { table: Table; chosen: string | undefined }) {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => row.current?.scrollIntoView({ block: "center" }), [chosen, table]);
  const has = (test: (column: Column) => boolean) => table.columns.some(test);
  const described = has((column) => column.description !== "");
  const typed = has((column) => column.type !== "");
  const ruled = has((column) => (column.rules?.length ?? 0) > 0 || column.references !== undefined);
  const personal = has((column) => column.pii.length > 0);
  const made = has((column) => column.expression !== "" || column.from !== undefined);
  return (
    <Scroll label="Columns">
      <table>
        <thead>
          <tr>
            <th scope="col">Column</th>
            {typed && <th scope="col">Type</th>}
            {described && <th scope="col">What it is</th>}
            {personal && <th scope="col">Personal</th>}
            {ruled && <th scope="col">Rules</th>}
            {made && <th scope="col">{table.role === "silver" ? "Read from" : "Made by"}</th>}
          </tr>
        </thead>
        <tbody>
          {table.columns.map((column) => (
            <tr ref={column.name === chosen ? row : null} style={column.name === chosen ? chosenRow : {}}>
              <td class="name">
                <a href={lineageOf(idOf(table), column.name)} title="Its lineage">
                  {column.name}
                </a>
                {(column.key || table.key?.includes(column.name)) && <span class="caption"> key</span>}
              </td>
              {typed && <td class="name mono muted">{column.type}</td>}
              {described && (
                <td class="wide">
                  {column.description}
                  {column.inherited && <span class="caption"> (as where it comes from)</span>}
                </td>
              )}
              {personal && (
                <td>
                  <Personal kinds={column.pii} />
                </td>
              )}
              {ruled && (
                <td>
                  <Rules column={column} />
                </td>
              )}
              {made && (
                <td class="wide">
                  {column.from && <span class="mono">{column.from}</span>}
                  {column.expression && <div class={"mono" + (column.from ? " caption" : "")}>{column.expression}</div>}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const chosenRow = { background: "var(--accent-soft)" };

function Rules({ column }: { column: Column }) {
  return (
    <ul>
      {(column.rules ?? []).map((rule) => (
        <li>{rule}</li>
      ))}
      {column.references && (
        <li>
          in <TableName id={column.references.table} />
          {"." + column.references.column}
        </li>
      )}
    </ul>
  );
}

function Checks({ table }: { table: Table }) {
  return (
    <Scroll label="Checks">
      <table>
        <thead>
          <tr>
            <th scope="col">Check</th>
            <th scope="col">Otherwise</th>
            <th scope="col">What must be so</th>
          </tr>
        </thead>
        <tbody>
          {(table.checks ?? []).map((check) => (
            <tr>
              <td class="name">{check.name}</td>
              <td class="name">{check.otherwise}</td>
              <td class="wide mono">{check.condition || check.sql}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function sampleAside(table: Table): string {
  const { rows, count, columns } = table.sample ?? {};
  if (!rows || count === undefined) return "";
  const masked = columns?.some((column) => column.masked) ? "; personal data is masked" : "";
  return `${whole(rows.length)} of ${whole(count)} rows${masked}`;
}

function SampleOf({ table }: { table: Table }) {
  const sample = table.sample!;
  if (sample.absent) return <Note>{sample.absent}</Note>;
  if (sample.failed) return <Note warn>Its rows could not be read: {sample.failed}</Note>;
  if (sample.count === 0) return <p class="muted">The table has no rows in snapshot {data.snapshot?.number}.</p>;
  if (sample.rows?.length === 0) return <p class="muted">The site was written without samples.</p>;
  return <SampleRows sample={sample} label={`Sample of ${idOf(table)}`} />;
}
