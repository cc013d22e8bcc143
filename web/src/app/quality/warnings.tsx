import { counted, whole } from "../../shared/format";
import { Scroll } from "../../shared/parts";
import { useModel } from "../model";
import { put, Shown } from "../parts/work";
import { useLoaded } from "../query";
import { loadWarnings, type WarningCount } from "./data";

const mostPlaces = 100;

/** Rows that stand although they break a check: the checks, and the places of the one that is chosen. */
export function Warnings({
  counts,
  entity,
  check,
}: {
  counts: WarningCount[];
  entity: string | null;
  check: string | null;
}) {
  const groups = [...counts].sort((a, b) => b.rows - a.rows);
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
            <span class="number">{whole(group.rows)}</span>
          </li>
        ))}
      </ul>
      <Places group={chosen} />
    </div>
  );
}

function Places({ group }: { group: WarningCount }) {
  const { project } = useModel();
  const key = `warnings ${project.snapshot?.number} ${group.entity} ${group.check}`;
  const listed = useLoaded(key, () => loadWarnings(group, mostPlaces));
  return (
    <div>
      <Shown loaded={listed} height={200}>
        {({ rows }) => (
          <>
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
                  {rows.map((row) => (
                    <tr>
                      <td class="text">{row[2] === null ? "–" : String(row[2])}</td>
                      <td class="text">{String(row[3])}</td>
                      <td class="number">{String(row[4])}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
            {group.rows > rows.length && (
              <p class="caption">
                {whole(rows.length)} of {counted(group.rows, "row")}; meta.warnings has up to 1,000 of each check.
              </p>
            )}
          </>
        )}
      </Shown>
    </div>
  );
}
