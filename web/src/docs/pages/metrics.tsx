import type { ComponentChildren } from "preact";
import { missing, whole } from "../../shared/format";
import { href } from "../../shared/hooks";
import { Card, Note, Scroll } from "../../shared/parts";
import { columnKey } from "../../shared/lineage/model";
import { Sql } from "../../shared/sql";
import {
  data,
  lineage,
  lineageOf,
  findMeasure,
  measurePage,
  tables,
  type Dimension,
  type Entity,
  type Measure,
} from "../data";
import { Layer, MeasureName, TableName, tableLink } from "../parts";

const words = (text: string): string => text.replaceAll("_", " ");

/** "currency, EUR", "percent, 1 decimal" */
function formatOf(measure: Measure): string {
  const parts = [words(measure.format)];
  if (measure.format === "currency" && data.project.currency) parts.push(data.project.currency);
  if (measure.unit) parts.push(measure.unit);
  if (measure.decimals !== null) parts.push(measure.decimals === 1 ? "1 decimal" : `${measure.decimals} decimals`);
  return parts.join(", ");
}

export function Metrics() {
  return (
    <>
      <div class="head">
        <h1>Metrics</h1>
        <p class="muted">Every measure is defined once. Whoever shows it, shows the same figure.</p>
      </div>
      {data.metrics.length === 0 && (
        <Note>
          The project defines no metrics yet: a file in <code>metrics/</code> says what a table means to people, and
          defines its measures.
        </Note>
      )}
      <div class="grid">
        {data.metrics.map((entity) => (
          <Card title={<a href={href("metrics", entity.name)}>{entity.label || entity.name}</a>} aside={entity.table}>
            {entity.description && <p>{entity.description}</p>}
            <Measures entity={entity} />
          </Card>
        ))}
      </div>
    </>
  );
}

function Measures({ entity }: { entity: Entity }) {
  if (entity.measures.length === 0) return <p class="muted">It has dimensions only.</p>;
  return (
    <Scroll label={`Measures of ${entity.name}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            <th scope="col">What it means</th>
            <th scope="col">Definition</th>
            <th scope="col">Shown as</th>
          </tr>
        </thead>
        <tbody>
          {entity.measures.map((measure) => (
            <tr>
              <td class="name">
                <a href={measurePage(measure.name)}>{measure.label || measure.name}</a>
              </td>
              <td class="wide">{measure.description}</td>
              <td class="wide mono">{measure.definition}</td>
              <td class="name muted">{formatOf(measure)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

export function EntityPage({ name }: { name: string }) {
  const entity = data.metrics.find((each) => each.name === name);
  if (!entity) return <Note warn>There are no metrics {name} in this project.</Note>;
  const own = entityTable(entity);
  return (
    <>
      <div class="head">
        <div class="line">
          <h1>{entity.label || entity.name}</h1>
          <Layer role="metric" />
          {entity.role !== "other" && <span class="tag">{words(entity.role)}</span>}
        </div>
        {entity.description && <p>{entity.description}</p>}
        {own?.not_followed && <Note warn>What its measures are made of cannot be told: {own.not_followed}</Note>}
      </div>
      <div class="grid">
        <Card title="Facts" span={5}>
          <dl class="facts">
            <dt>Table</dt>
            <dd>
              <TableName id={entity.table} />
            </dd>
            <dt>One row per</dt>
            <dd>{entity.key.join(", ") || missing}</dd>
            <dt>Time</dt>
            <dd>{entity.time || "none"}</dd>
            <dt>Written in</dt>
            <dd class="mono">{entity.file}</dd>
            {own && (
              <>
                <dt>Lineage</dt>
                <dd>
                  <a href={lineageOf(`${own.schema}.${own.name}`)}>by column</a>
                </dd>
              </>
            )}
          </dl>
        </Card>
        <Card title="Leads to" span={7}>
          {entity.relationships.length === 0 && <p class="muted">It has no relationship to another entity.</p>}
          <dl class="facts">
            {entity.relationships.map((each) => (
              <>
                <dt>
                  <a href={href("metrics", each.to)}>{each.to}</a>
                </dt>
                <dd>
                  by {each.columns.join(", ")}{" "}
                  <span class="caption">
                    {each.kind}
                    {each.active ? "" : `, only where ${each.name} is named`}
                  </span>
                </dd>
              </>
            ))}
          </dl>
        </Card>
        <Card title="Measures" aside={whole(entity.measures.length)}>
          <Measures entity={entity} />
        </Card>
        <Card title="Dimensions" aside={whole(entity.dimensions.length)}>
          <Dimensions dimensions={entity.dimensions} />
        </Card>
        {entity.hierarchies.length > 0 && (
          <Card title="Hierarchies">
            <dl class="facts">
              {entity.hierarchies.map((each) => (
                <>
                  <dt>{each.label || each.name}</dt>
                  <dd>{each.levels.join(" › ")}</dd>
                </>
              ))}
            </dl>
          </Card>
        )}
      </div>
    </>
  );
}

function Dimensions({ dimensions }: { dimensions: Dimension[] }) {
  if (dimensions.length === 0) return <p class="muted">It has none of its own.</p>;
  return (
    <Scroll label="Dimensions">
      <table>
        <thead>
          <tr>
            <th scope="col">Dimension</th>
            <th scope="col">Role</th>
            <th scope="col">What it is</th>
            <th scope="col">Made by</th>
          </tr>
        </thead>
        <tbody>
          {dimensions.map((each) => (
            <tr>
              <td class="name">{each.label || each.name}</td>
              <td class="name muted">{words(each.role)}</td>
              <td class="wide">
                {each.description}
                {each.bands.length > 0 && <span class="caption"> Bands from {each.bands.join(", ")}</span>}
              </td>
              <td class="wide mono">{each.definition}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** The entity as a table of the graph, whatever schema it has there. */
const entityTable = (entity: Entity) =>
  [...tables.values()].find((table) => table.role === "metric" && table.name === entity.name);

export function MeasurePage({ name }: { name: string }) {
  const found = findMeasure(name);
  if (!found) return <Note warn>There is no measure {name} in this project.</Note>;
  const { measure, entity } = found;
  const facts: [string, ComponentChildren][] = [
    ["Name", <span class="mono">{measure.name}</span>],
    ["Of", <a href={href("metrics", entity.name)}>{entity.label || entity.name}</a>],
    ["Shown as", formatOf(measure)],
    ["Adds up", addsUp(measure)],
    ["Better is", measure.good === "neither" ? "neither more nor less" : measure.good === "up" ? "more ▲" : "less ▼"],
  ];
  const table = entityTable(entity);
  const id = table && `${table.schema}.${table.name}`;
  return (
    <>
      <div class="head">
        <div class="line">
          <h1>{measure.label || measure.name}</h1>
          <span class="tag">measure</span>
        </div>
        {measure.description && <p>{measure.description}</p>}
        <p class="mono">{measure.definition}</p>
      </div>
      <div class="grid">
        <Card title="Facts" span={5}>
          <dl class="facts">
            {facts.map(([title, value]) => (
              <>
                <dt>{title}</dt>
                <dd>{value}</dd>
              </>
            ))}
          </dl>
        </Card>
        <Card title="Lineage" span={7} aside={id && <a href={lineageOf(id, measure.name)}>whole way</a>}>
          {id && <MadeOf id={id} measure={measure.name} />}
        </Card>
        <Card title="Where it is shown">
          <Shown measure={measure} />
        </Card>
        {measure.sql && (
          <Card title="SQL" aside={`c360 metrics query ${measure.name} --sql`}>
            <Sql text={measure.sql} label={`SQL of ${measure.name}`} link={tableLink} />
          </Card>
        )}
      </div>
    </>
  );
}

function addsUp(measure: Measure): string {
  if (measure.additivity === "additive") return "over every dimension";
  return measure.additivity === "semi_additive" ? "over all but time" : "never: it is computed for each answer";
}

function MadeOf({ id, measure }: { id: string; measure: string }) {
  const edges = lineage.edgesInto.get(columnKey(id, measure)) ?? [];
  const made = edges.filter((edge) => edge[4] !== "");
  const decides = edges.filter((edge) => edge[4] === "" && edge[5] !== "");
  const list = (of: typeof edges, last: 4 | 5) => (
    <ul class="tags">
      {of.map((edge) => (
        <li class="tag">
          <span>
            {tables.get(edge[0])?.role === "metric" && edge[1] !== null && findMeasure(edge[1]) ? (
              <MeasureName name={edge[1]} />
            ) : (
              <>
                {edge[1] === null ? "rows of " : ""}
                <TableName id={edge[0]} />
                {edge[1] === null ? "" : "." + edge[1]}
              </>
            )}
          </span>
          <span class="muted">{edge[last]}</span>
        </li>
      ))}
    </ul>
  );
  return (
    <dl class="facts">
      <dt>Made of</dt>
      <dd>{made.length > 0 ? list(made, 4) : <span class="muted">the rows of its table</span>}</dd>
      {decides.length > 0 && (
        <>
          <dt>Decided by</dt>
          <dd>{list(decides, 5)}</dd>
        </>
      )}
    </dl>
  );
}

function Shown({ measure }: { measure: Measure }) {
  const users = data.edges.filter(
    (edge) => edge[1] === measure.name && tables.get(edge[0])?.role === "metric" && edge[3],
  );
  const made = [...new Set(users.map((edge) => edge[3]!))].filter((name) => findMeasure(name));
  if (measure.pages.length + measure.agrees.length + made.length === 0)
    return (
      <p class="muted">
        On no page of the report, and no table holds it; <code>c360 metrics query</code> answers it.
      </p>
    );
  return (
    <dl class="facts">
      {measure.pages.length > 0 && (
        <>
          <dt>Report pages</dt>
          <dd>{measure.pages.join(", ")}</dd>
        </>
      )}
      {measure.agrees.length > 0 && (
        <>
          <dt>Same figure in</dt>
          <dd>
            <ul class="tags">
              {measure.agrees.map((each) => (
                <li class="tag">
                  <span>
                    <TableName id={each.table} />.{each.column}
                  </span>
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      {made.length > 0 && (
        <>
          <dt>Part of</dt>
          <dd>
            <ul class="tags">
              {made.map((name) => (
                <li class="tag">
                  <MeasureName name={name} />
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
    </dl>
  );
}
