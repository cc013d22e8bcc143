import { compact, counted, percent, whole } from "../../shared/format";
import { flowOf } from "../../shared/account";
import { Flow } from "../../shared/flow";
import { href } from "../../shared/hooks";
import { Bars, Card, Note, Scroll, Tile } from "../../shared/parts";
import { colorOf, idOf, wordOf, type Role } from "../../shared/lineage/model";
import { data, ownTables, pageOf, total } from "../data";
import { MeasureName } from "../parts";

const mostListed = 12;

export function Overview() {
  const sum = total(data.accounts);
  const models = ownTables.filter((table) => table.role === "model");
  const measures = data.metrics.flatMap((entity) => entity.measures);
  const personal = ownTables.filter((table) => table.role === "silver").flatMap((table) => table.columns);
  const reasons = Object.entries(sum.reasons).sort((a, b) => b[1] - a[1]);
  const warned = data.warnings.reduce((rows, each) => rows + each.rows, 0);
  if (data.sources.length === 0 && ownTables.length === 0)
    return (
      <>
        <div class="head">
          <h1>{data.project.name}</h1>
        </div>
        <Note>
          The project is empty: it names no source and no model. Name one in c360.yaml, or let{" "}
          <code>c360 init --from</code> look at files; then write this site again.
        </Note>
      </>
    );
  return (
    <>
      <div class="head">
        <h1>{data.project.name}</h1>
        <p class="muted">
          {counted(data.sources.length, "source")},{" "}
          {counted(data.accounts.length || silverCount(), "entity", "entities")}, {counted(models.length, "model")} and{" "}
          {counted(measures.length, "measure")}: what each holds, where it comes from and what it means.
        </p>
      </div>
      <div class="grid">
        {data.snapshot ? (
          <>
            <Tile
              name="Rows in silver"
              figure={compact(sum.silver_rows)}
              exact={whole(sum.silver_rows)}
              below={`of ${whole(sum.source_rows)} records in files`}
            />
            <Tile
              name="Quarantined"
              figure={compact(sum.quarantined)}
              exact={whole(sum.quarantined)}
              below={`${percent(sum.quarantined, sum.bronze_rows)} of ${whole(sum.bronze_rows)} bronze rows`}
            />
            <Tile
              name="Warnings"
              figure={compact(warned)}
              exact={whole(warned)}
              below={data.warnings.length ? counted(data.warnings.length, "check") : "no check warns"}
            />
            <Tile
              name="Personal columns"
              figure={whole(personal.filter((column) => column.pii.length > 0).length)}
              below={`of ${whole(personal.length)} in silver; ${data.masked ? "masked in samples" : "shown in samples"}`}
            />
          </>
        ) : (
          <div>
            <Note>
              The project has not run yet: this site tells what its files declare. <code>c360 run</code> fills the
              tables; written again, the site shows rows, their account and samples, too.
            </Note>
          </div>
        )}
        {data.snapshot && (
          <Card title="Where the rows went" span={7} aside={<a href={href("rows")}>by entity</a>}>
            <Flow flow={flowOf(sum)} height={200} />
          </Card>
        )}
        {data.snapshot && (
          <Card title="Why rows are quarantined" span={5} aside={<a href={href("rows")}>all reasons</a>}>
            {reasons.length === 0 ? (
              <p class="muted">No row is quarantined.</p>
            ) : (
              <Bars
                color="var(--quarantine)"
                bars={folded(reasons).map(([name, value]) => ({ name, value, text: whole(value) }))}
              />
            )}
          </Card>
        )}
        <Card title="How the data flows" aside={<a href={href("lineage")}>by table and column</a>}>
          <Way />
        </Card>
        <Card title="Models" span={7} aside={<a href={href("tables")}>all tables</a>}>
          {models.length === 0 && <p class="muted">The project has no models yet.</p>}
          <Scroll label="Models">
            <table class="stack">
              <tbody>
                {models.slice(0, mostListed).map((table) => (
                  <tr>
                    <td class="name">
                      <a href={pageOf(table)}>{idOf(table)}</a>
                    </td>
                    <td class="wide">{table.description}</td>
                    <td class="number">{whole(table.sample?.count)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          {models.length > mostListed && <a href={href("tables")}>{models.length - mostListed} more</a>}
        </Card>
        <Card title="Measures" span={5} aside={<a href={href("metrics")}>all metrics</a>}>
          {measures.length === 0 && <p class="muted">The project defines no measures yet.</p>}
          <Scroll label="Measures">
            <table class="stack">
              <tbody>
                {measures.slice(0, mostListed).map((measure) => (
                  <tr>
                    <td class="name">
                      <MeasureName name={measure.name} />
                    </td>
                    <td class="wide">{measure.description || <span class="mono">{measure.definition}</span>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          {measures.length > mostListed && <a href={href("metrics")}>{measures.length - mostListed} more</a>}
        </Card>
      </div>
    </>
  );
}

const silverCount = (): number => ownTables.filter((table) => table.role === "silver").length;

/** The long tail as one. */
function folded(reasons: [string, number][]): [string, number][] {
  if (reasons.length <= 8) return reasons;
  const rest = reasons.slice(7);
  return [...reasons.slice(0, 7), [`other (${rest.length})`, rest.reduce((sum, each) => sum + each[1], 0)]];
}

interface Stop {
  role: Role;
  word: string;
  figure: number;
  below: string;
  to: string;
}

/** The layers from files to what people see, with what is in each. */
function Way() {
  const of = (role: Role) => ownTables.filter((table) => table.role === role);
  const rows = (role: Role) => of(role).reduce((sum, table) => sum + (table.sample?.count ?? 0), 0);
  const rowText = (role: Role) => (data.snapshot ? counted(rows(role), "row") : "no rows yet");
  const measures = data.metrics.reduce((sum, entity) => sum + entity.measures.length, 0);
  const files = data.sources.reduce((sum, source) => sum + source.file_count, 0);
  const tablesOf = (role: Role, below: string): Stop => ({
    role,
    word: wordOf(role),
    figure: of(role).length,
    below,
    to: href("tables", role),
  });
  const stops: Stop[] = [
    {
      role: "source",
      word: "Sources",
      figure: data.sources.length,
      below: files === 0 ? "no files yet" : counted(files, "file"),
      to: href("sources"),
    },
    tablesOf("bronze", rowText("bronze")),
    tablesOf("silver", rowText("silver")),
    tablesOf("model", "tables and views"),
    {
      role: "metric",
      word: "Metrics",
      figure: data.metrics.length,
      below: counted(measures, "measure"),
      to: href("metrics"),
    },
    ...data.targets.map((target): Stop => ({
      role: "published",
      word: target.name,
      figure: data.tables.filter((table) => table.role === "published" && table.schema.startsWith(target.name)).length,
      below: `tables in ${target.kind}`,
      to: href("lineage"),
    })),
  ];
  return (
    <ol class="way">
      {stops
        .filter((stop) => stop.figure > 0)
        .map((stop) => (
          <li style={{ "--layer": colorOf(stop.role) }}>
            <a href={stop.to}>
              <span>{stop.word}</span>
              <span class="figure">{whole(stop.figure)}</span>
              <span class="caption">{stop.below}</span>
            </a>
          </li>
        ))}
    </ol>
  );
}
