import { useState } from "preact/hooks";
import { Card } from "../../shared/parts";
import { pageHref } from "../address";
import { Shown } from "../parts/work";
import { useLoaded } from "../query";
import { loadRuns } from "../runs/data";
import { RunList } from "../runs/list";
import { Now, useCurrent } from "../runs/live";
import { RunReport } from "../runs/report";
import "./runs.css";

/** "#/runs": what works now and what has been; "#/runs/ID": the report of one. */
export function Runs({ parts }: { parts: string[] }) {
  return !parts[0] ? <AllRuns /> : <RunReport id={parts[0]} />;
}

const aPage = 50;

function AllRuns() {
  const [limit, setLimit] = useState(aPage);
  const [version, setVersion] = useState(0);
  const { current, look } = useCurrent(() => setVersion((count) => count + 1));
  const loaded = useLoaded(`runs ${limit} ${version}`, () => loadRuns(limit));
  return (
    <>
      <h1 class="visually-hidden">Runs</h1>
      <div class="grid">
        <Now current={current} look={look} />
        <Card title="Runs" aside={<a href={pageHref(["lineage"])}>Lineage of the tables</a>}>
          <Shown loaded={loaded} height={400}>
            {(runs) => (
              <>
                <RunList runs={runs} />
                {runs.length === limit && (
                  <button class="button more" onClick={() => setLimit(limit + aPage)}>
                    More runs
                  </button>
                )}
              </>
            )}
          </Shown>
        </Card>
      </div>
    </>
  );
}
