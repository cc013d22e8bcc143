import { counted, whole } from "../../shared/format";
import { Scroll } from "../../shared/parts";
import type { Cell, Rows } from "../api";
import { put } from "../parts/work";

interface Group {
  check: string;
  entity: string;
  rows: Cell[][];
}

function grouped(rows: Cell[][]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const key = JSON.stringify([row[0], row[1]]);
    const group = groups.get(key) ?? { check: String(row[0]), entity: String(row[1]), rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.rows.length - a.rows.length);
}

const mostPlaces = 100;

/** Rows that stand although they break a check: the checks, and the places of the one that is chosen. */
export function Warnings({ all, entity, check }: { all: Rows; entity: string | null; check: string | null }) {
  const groups = grouped(all.rows).filter((group) => entity === null || group.entity === entity);
  if (groups.length === 0)
    return <p class="muted">Every row that stands passes every check{entity && ` of ${entity}`}.</p>;
  const chosen = groups.find((group) => group.check === check) ?? groups[0]!;
  return (
    <div class="two-parts">
      <ul class="hbars">
        {groups.map((group) => (
          <li class={group === chosen ? "is-chosen" : ""}>
            <button class="name" aria-pressed={group === chosen} onClick={() => put({ check: group.check }, true)}>
              {group.check}
              <span class="caption"> {group.entity}</span>
            </button>
            <span class="number">{whole(group.rows.length)}</span>
          </li>
        ))}
        {all.truncated && <li class="caption">Only the first {whole(all.rows.length)} warnings are counted here.</li>}
      </ul>
      <Places group={chosen} />
    </div>
  );
}

function Places({ group }: { group: Group }) {
  return (
    <div>
      <Scroll label={`Rows that break ${group.check}`}>
        <table class="answer">
          <thead>
            <tr>
              <th scope="col">Key in {group.entity}</th>
              <th scope="col">File</th>
              <th scope="col" class="number">
                Record
              </th>
            </tr>
          </thead>
          <tbody>
            {group.rows.slice(0, mostPlaces).map((row) => (
              <tr>
                <td class="text">{row[2] === null ? "–" : String(row[2])}</td>
                <td class="text">{String(row[3])}</td>
                <td class="number">{String(row[4])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {group.rows.length > mostPlaces && (
        <p class="caption">
          The first {mostPlaces} of {counted(group.rows.length, "row")}; meta.warnings has all.
        </p>
      )}
    </div>
  );
}
