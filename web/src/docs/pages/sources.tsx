import { age, bytes, counted, instant, missing, whole } from "../../shared/format";
import { href } from "../../shared/hooks";
import { Card, Note, Scroll } from "../../shared/parts";
import { idOf } from "../../shared/lineage/model";
import { data, lineageOf, tables, type Source } from "../data";
import { Layer, TableName } from "../parts";

const records = (source: Source): number => source.taken_in.reduce((sum, file) => sum + file.records, 0);

export function Sources() {
  return (
    <>
      <div class="head">
        <h1>Sources</h1>
        <p class="muted">Where the data comes from, and what was taken in.</p>
      </div>
      {data.sources.length === 0 && <Note>c360.yaml names no source yet.</Note>}
      {data.sources.length > 0 && (
        <Card>
          <Scroll label="Sources">
            <table>
              <thead>
                <tr>
                  <th scope="col">Source</th>
                  <th scope="col">Files</th>
                  <th scope="col">Goes into</th>
                  <th scope="col" class="number">
                    Taken in
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.sources.map((source) => (
                  <tr>
                    <td class="name">
                      <a href={href("sources", source.name)}>{source.name}</a>
                    </td>
                    <td class="wide mono">{source.files}</td>
                    <td>
                      {source.entities.map((entity) => (
                        <div>
                          <TableName id={`silver.${entity}`} />
                        </div>
                      ))}
                    </td>
                    <td class="number">{source.file_count === 0 ? missing : counted(source.file_count, "file")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </Card>
      )}
    </>
  );
}

export function SourcePage({ name }: { name: string }) {
  const source = data.sources.find((each) => each.name === name);
  if (!source) return <Note warn>There is no source {name} in this project.</Note>;
  const own = [`raw.${name}`, `bronze.${name}`, `bronze.${name}__malformed`].flatMap((id) => tables.get(id) ?? []);
  const shown = source.taken_in.length;
  return (
    <>
      <div class="head">
        <div class="line">
          <h1>{name}</h1>
          <Layer role="source" />
        </div>
      </div>
      <div class="grid">
        <Card title="Facts" span={5}>
          <dl class="facts">
            <dt>Files</dt>
            <dd class="mono">{source.files}</dd>
            <dt>Malformed records</dt>
            <dd>{source.malformed === "fail" ? "end the run" : "are kept apart"}</dd>
            <dt>Newest data may be</dt>
            <dd>{source.freshness_seconds === null ? "of any age" : age(source.freshness_seconds) + " old"}</dd>
            <dt>Lineage</dt>
            <dd>
              <a href={lineageOf(`raw.${name}`)}>by column</a>
            </dd>
          </dl>
        </Card>
        <Card title="Becomes" span={7}>
          <dl class="facts">
            {[
              ...own.filter((table) => table.role !== "source").map(idOf),
              ...source.entities.map((entity) => `silver.${entity}`),
            ].map((id) => (
              <>
                <dt>
                  <TableName id={id} />
                </dt>
                <dd>{tables.get(id)?.description}</dd>
              </>
            ))}
          </dl>
        </Card>
        <Card title="Columns that contracts read">
          <ul class="tags">
            {(tables.get(`raw.${name}`)?.columns ?? []).map((column) => (
              <li class="tag">
                <a href={lineageOf(`raw.${name}`, column.name)}>{column.name}</a>
                {column.pii.length > 0 && <span class="muted">{column.pii.join(", ")}</span>}
              </li>
            ))}
          </ul>
        </Card>
        <Card
          title="Taken in"
          aside={shown < source.file_count ? `the last ${shown} of ${whole(source.file_count)} files` : whole(shown)}
        >
          {shown === 0 ? (
            <p class="muted">No file was taken in yet: c360 run does so.</p>
          ) : (
            <Scroll label="Files">
              <table>
                <thead>
                  <tr>
                    <th scope="col">File</th>
                    <th scope="col">Seen</th>
                    <th scope="col">Encoding</th>
                    <th scope="col" class="number">
                      Size
                    </th>
                    <th scope="col" class="number">
                      Records
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {source.taken_in.map((file) => (
                    <tr>
                      <td class="wide mono">{file.path}</td>
                      <td class="name">{instant(file.discovered, data.project.time_zone)}</td>
                      <td class="name muted">{file.encoding}</td>
                      <td class="number">{bytes(file.bytes)}</td>
                      <td class="number">{whole(file.records)}</td>
                    </tr>
                  ))}
                </tbody>
                {shown > 1 && shown === source.file_count && (
                  <tfoot>
                    <tr>
                      <td colSpan={4} class="muted">
                        All
                      </td>
                      <td class="number">{whole(records(source))}</td>
                    </tr>
                  </tfoot>
                )}
              </table>
            </Scroll>
          )}
        </Card>
      </div>
    </>
  );
}
