import { useState } from "preact/hooks";
import { whole } from "../../shared/format";
import { Card, Note, Scroll } from "../../shared/parts";
import { colorOf, idOf, layers, type Role } from "../../shared/lineage/model";
import { ownTables, pageOf } from "../data";

export function Tables({ role: only }: { role?: string | undefined }) {
  const there = layers.filter((layer) => ownTables.some((table) => table.role === layer.role));
  const [shown, setShown] = useState<Role | undefined>(there.find((layer) => layer.role === only)?.role);
  return (
    <>
      <div class="head">
        <h1>Tables</h1>
        <div class="chips" role="group" aria-label="Layers">
          {there.map(({ role, word }) => (
            <button
              class="chip"
              style={{ "--layer": colorOf(role) }}
              aria-pressed={shown === undefined || shown === role}
              onClick={() => setShown(shown === role ? undefined : role)}
            >
              <i />
              {word}
            </button>
          ))}
        </div>
      </div>
      {there.length === 0 && <Note>The project has no tables yet: c360.yaml names no source.</Note>}
      <div class="grid">
        {[...there]
          .reverse()
          .filter(({ role }) => shown === undefined || shown === role)
          .map(({ role, word }) => {
            const tables = ownTables.filter((table) => table.role === role);
            return (
              <Card title={word} aside={whole(tables.length)}>
                <Scroll label={word}>
                  <table class="stack">
                    <thead>
                      <tr>
                        <th scope="col">Table</th>
                        <th scope="col">What it is</th>
                        <th scope="col" class="number">
                          Columns
                        </th>
                        <th scope="col" class="number">
                          Rows
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {tables.map((table) => (
                        <tr>
                          <td class="name">
                            <a href={pageOf(table)}>{idOf(table)}</a>
                          </td>
                          <td class="wide">{table.description}</td>
                          <td class="number less">{table.columns.length}</td>
                          <td class="number">{whole(table.sample?.count)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </Scroll>
              </Card>
            );
          })}
      </div>
    </>
  );
}
