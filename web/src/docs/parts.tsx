import { missing } from "../shared/format";
import { Scroll } from "../shared/parts";
import { colorOf, oneOf, type Role } from "../shared/lineage/model";
import { findMeasure, measurePage, pageOfName, tables, type Sample } from "./data";

export function Layer({ role }: { role: Role }) {
  return (
    <span class="tag" style={{ "--layer": colorOf(role) }}>
      <i />
      {oneOf(role)}
    </span>
  );
}

/** A table's name, which leads to its page where it has one. */
export function TableName({ id }: { id: string }) {
  const to = pageOfName(id);
  return to ? <a href={to}>{id}</a> : <span>{id}</span>;
}

export function MeasureName({ name }: { name: string }) {
  const found = findMeasure(name);
  return found ? <a href={measurePage(name)}>{found.measure.label || name}</a> : <span>{name}</span>;
}

export function Personal({ kinds }: { kinds: string[] }) {
  return (
    <>
      {kinds.map((kind) => (
        <span class="tag warn" title="Personal data">
          {kind.replaceAll("_", " ")}
        </span>
      ))}
    </>
  );
}

/** For names in SQL. */
export const tableLink = (name: string): string | undefined => (tables.has(name) ? pageOfName(name) : undefined);

const isNumber = (type: string): boolean =>
  /^(bigint|integer|smallint|tinyint|decimal|double|float|hugeint)/i.test(type);

export function SampleRows({ sample, label }: { sample: Sample; label: string }) {
  const columns = sample.columns ?? [];
  return (
    <Scroll label={label}>
      <table class="sample">
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={isNumber(column.type) ? "number" : ""} title={column.type}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(sample.rows ?? []).map((row) => (
            <tr>
              {row.map((value, i) => {
                const column = columns[i]!;
                if (column.masked)
                  return (
                    <td class="masked" title={`masked: ${column.masked}`}>
                      •••<span class="visually-hidden"> masked</span>
                    </td>
                  );
                const shown = value ?? missing;
                return (
                  <td
                    class={(isNumber(column.type) ? "number" : "") + (value === null ? " muted" : "")}
                    title={shown.length > 32 ? shown : undefined}
                  >
                    {shown}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
