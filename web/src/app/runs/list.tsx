import { instant, whole } from "../../shared/format";
import { Scroll } from "../../shared/parts";
import { pageHref } from "../address";
import { useModel } from "../model";
import { secondsBetween, took, type RunEntry } from "./data";
import { StatusOf } from "./status";

/** Runs, newest first; each leads to its report. */
export function RunList({ runs }: { runs: RunEntry[] }) {
  const { project } = useModel();
  if (runs.length === 0)
    return (
      <p class="muted">
        There has been no run yet. <code>c360 run</code> in the project’s folder makes the first.
      </p>
    );
  return (
    <Scroll label="Runs">
      <table class="runs work-table">
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Ended</th>
            <th scope="col">Started</th>
            <th scope="col" class="number">
              Took
            </th>
            <th scope="col" class="number">
              New rows
            </th>
            <th scope="col" class="number">
              Snapshot
            </th>
            <th scope="col">Error</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.run_id}>
              <td class="name">
                <a href={pageHref(["runs", run.run_id])}>{run.run_id}</a>
              </td>
              <td class="name">
                <StatusOf status={run.status} />
              </td>
              <td class="name">{instant(run.started, project.time_zone)}</td>
              <td class="number">{took(secondsBetween(run.started, run.finished))}</td>
              <td class="number">{whole(run.new_rows)}</td>
              <td class="number">{run.snapshot > 0 ? run.snapshot : "–"}</td>
              <td class="wide">{firstLine(run.error ?? "")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Long errors are told in full by the run's own page. */
function firstLine(text: string): string {
  const line = text.split("\n", 1)[0]!;
  return line.length > 160 ? line.slice(0, 159) + "…" : line;
}
