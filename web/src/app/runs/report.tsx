import { instant, whole } from "../../shared/format";
import { Card, Note, Scroll, Tile } from "../../shared/parts";
import { pageHref } from "../address";
import { useModel } from "../model";
import { Shown } from "../parts/work";
import { useLoaded } from "../query";
import { isReport } from "../source";
import { loadReport, secondsBetween, took, type Report } from "./data";
import { StatusOf, statusWord } from "./status";
import { Timeline } from "./timeline";

/** One run: how it ended, its steps, and what it did to each entity. */
export function RunReport({ id }: { id: string }) {
  const loaded = useLoaded(`run ${id}`, () => loadReport(id));
  return (
    <>
      <div class="head">
        <div class="line">
          <h1>Run {id}</h1>
          {loaded.state === "ready" && <StatusOf status={loaded.value.status} />}
        </div>
        <p class="muted">{isReport ? "The run that made this snapshot." : <a href={pageHref(["runs"])}>All runs</a>}</p>
      </div>
      <Shown loaded={loaded} height={500}>
        {(report) => <Whole report={report} />}
      </Shown>
    </>
  );
}

function Whole({ report }: { report: Report }) {
  const { project } = useModel();
  const seconds = secondsBetween(report.started, report.finished);
  const fresh = report.entities.reduce((sum, entity) => sum + entity.new_rows, 0);
  return (
    <div class="grid">
      {report.error && (
        <Note warn>
          <strong>{statusWord(report.status)}.</strong> <span class="error-text">{report.error}</span>
        </Note>
      )}
      <Tile name="Took" figure={took(seconds)} below={`since ${instant(report.started, project.time_zone)}`} />
      <Tile name="New rows" figure={whole(fresh)} below={`in ${whole(report.entities.length)} entities`} />
      <Tile name="Steps" figure={whole(report.steps.length)} below={slowest(report)} />
      <Tile
        name="Snapshot"
        figure={report.snapshot > 0 ? String(report.snapshot) : "–"}
        below={report.status === "succeeded" ? "made by this run" : "current after it"}
      />
      <Card title="Steps">
        <Timeline steps={report.steps} started={report.started} until={seconds} />
      </Card>
      {report.entities.length > 0 && (
        <Card title="Entities">
          <Entities report={report} />
        </Card>
      )}
      <Said
        title="Warnings"
        lines={Object.entries(report.warnings).map(([check, rows]) => `${check}: ${whole(rows)} rows`)}
      />
      <Said title="Notes" lines={report.notes} />
    </div>
  );
}

function slowest(report: Report): string {
  const step = [...report.steps].sort((a, b) => b.seconds - a.seconds)[0];
  return step ? `the longest: ${step.name}, ${took(step.seconds)}` : "–";
}

function Said({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <Card title={title} span={6}>
      <ul class="report-said">
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </Card>
  );
}

function Entities({ report }: { report: Report }) {
  return (
    <Scroll label="Entities">
      <table class="work-table">
        <thead>
          <tr>
            <th scope="col">Entity</th>
            {["New rows", "Records", "Silver", "Duplicates", "Older versions", "Quarantined", "Took"].map((word) => (
              <th scope="col" class="number">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.entities.map((entity) => (
            <tr>
              <td class="name">
                <a href={pageHref(["quality"], { entity: entity.entity })}>{entity.entity}</a>
              </td>
              <td class="number">{whole(entity.new_rows)}</td>
              <td class="number">{whole(entity.source_rows)}</td>
              <td class="number">{whole(entity.silver_rows)}</td>
              <td class="number">{whole(entity.exact_duplicates)}</td>
              <td class="number">{whole(entity.older_versions)}</td>
              <td class="number">{whole(entity.quarantined)}</td>
              <td class="number">{took(entity.seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
