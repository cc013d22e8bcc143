/** The dashboards as a file: the same pages and cards, with the answers within the page. */
// Styles that the others change come first.
import "../shared/theme.css";
import "../shared/base.css";
import "../app/app.css";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { rangeOf, useAddress } from "../app/address";
import type { ApiError } from "../app/api";
import { LineageOf } from "../app/lineage/page";
import { loadModel, ModelProvider, PageNamesProvider, useModel, type Model } from "../app/model";
import { contentPages, dashboardPage, work, type PageEntry } from "../app/page_entry";
import { Quality } from "../app/pages/quality";
import { Failure } from "../app/parts/states";
import { Presets } from "../app/parts/presets";
import { periodOf } from "../app/periods";
import { RunReport } from "../app/runs/report";
import { Shell } from "../app/shell";
import { report } from "../app/source";
import { dayText, daysText } from "../app/values";
import "../app/pages/lineage.css";
import "../app/pages/runs.css";
import "./report.css";

/** The run that made the snapshot. */
function Run() {
  const id = useModel().project.snapshot?.run_id;
  return id === undefined ? null : <RunReport id={id} />;
}

const pages: PageEntry[] = [
  ...contentPages,
  dashboardPage,
  work("quality", "Quality", "quality", Quality, "viewer"),
  work("runs", "Run", "runs", Run, "viewer"),
  work("lineage", "Lineage", "lineage", LineageOf, "viewer"),
];

/** The days shown, of those that the report has. */
function Days() {
  const model = useModel();
  const { params } = useAddress();
  const range = rangeOf(params);
  const period = periodOf(range, model.content);
  if (!period || !model.days) return null;
  return (
    <div class="filters" role="group" aria-label="Days">
      <Presets range={range} />
      <span class="caption" title={`The data ends on ${dayText(model.days.last)}`}>
        {daysText(period.from, period.to)}
        {period.to === model.days.last && <span class="long"> · the data’s last day</span>}
      </span>
    </div>
  );
}

/** What this is, and what it has not. */
function About() {
  const { project } = useModel();
  return (
    <footer class="report-about caption">
      A report of snapshot {project.snapshot?.number} of {project.project}, made by c360. Everything that it shows is
      within this file. {report!.unmasked ? "Personal data is shown." : "Personal data is masked."} Filters, days of
      your own, search, SQL, single customers and quarantined records need <code>c360 serve</code>.
    </footer>
  );
}

function App() {
  const [boot, setBoot] = useState<{ model: Model } | { error: ApiError } | null>(null);
  useEffect(() => {
    loadModel().then(
      (model) => setBoot({ model }),
      (error: ApiError) => setBoot({ error }),
    );
  }, []);
  if (boot === null) return <main aria-busy="true" />;
  if ("error" in boot)
    return (
      <main>
        <h1 class="visually-hidden">c360</h1>
        <Failure error={boot.error} height={320} />
      </main>
    );
  const { model } = boot;
  const isThere = (name: string) => pages.find((page) => page.name === name)?.isThere(model) ?? false;
  return (
    <ModelProvider value={model}>
      <PageNamesProvider value={isThere}>
        <Shell
          model={model}
          pages={pages}
          before={<span class="tag">Report</span>}
          filters={<Days />}
          below={<About />}
          otherwise="quality"
        />
      </PageNamesProvider>
    </ModelProvider>
  );
}

render(<App />, document.getElementById("app")!);
