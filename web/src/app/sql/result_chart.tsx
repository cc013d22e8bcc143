import { useMemo, useState } from "preact/hooks";
import { whole } from "../../shared/format";
import type { Rows } from "../api";
import { lies, resultOption, type ResultData } from "../charts/result";
import type { Theme } from "../charts/style";
import { seriesColors } from "../colors";
import { Chart } from "../parts/chart";
import { Choice } from "../parts/work";
import { numberOf } from "../values";
import { isNumeric, isTemporal } from "./data";
import { textOf } from "./result";

const mostPoints = 2000;
const mostBars = 50;

interface Shape {
  kind: "bars" | "lines";
  x: number;
  y: number[];
}

/** What is likely meant: the first column that is no number, and the first numbers. */
function firstShape({ columns }: Rows): Shape {
  const others = columns.flatMap((column, at) => (isNumeric(column.type) ? [] : [at]));
  const x = others[0] ?? 0;
  const numbers = columns.flatMap((column, at) => (isNumeric(column.type) && at !== x ? [at] : []));
  const kind = isTemporal(columns[x]?.type ?? "") ? "lines" : "bars";
  return { kind, x, y: numbers.slice(0, 1) };
}

/** The rows as a chart of chosen columns. */
export function ResultChart({ answer }: { answer: Rows }) {
  const [shape, setShape] = useState(() => firstShape(answer));
  const { columns, rows } = answer;
  const numbers = columns.flatMap((column, at) => (isNumeric(column.type) && at !== shape.x ? [at] : []));
  const y = shape.y.filter((at) => numbers.includes(at));
  const most = shape.kind === "bars" ? mostBars : mostPoints;
  const data = useMemo<ResultData>(() => {
    const shown = rows.slice(0, most);
    return {
      kind: shape.kind,
      names: shown.map((row) => textOf(row[shape.x])),
      areThings: !isTemporal(columns[shape.x]?.type ?? "") && !isNumeric(columns[shape.x]?.type ?? ""),
      series: y.map((at, i) => ({
        name: columns[at]!.name,
        color: `series-${(i % seriesColors) + 1}`,
        values: shown.map((row) => numberOf(row[at])),
        texts: shown.map((row) => textOf(row[at])),
      })),
    };
  }, [answer, shape]);
  const draw = useMemo(() => (theme: Theme, width: number) => resultOption(data, theme, width), [data]);
  const toggle = (at: number) =>
    setShape({ ...shape, y: y.includes(at) ? y.filter((each) => each !== at) : [...y, at].slice(-seriesColors) });
  if (rows.length === 0) return <p class="muted">There are no rows to draw.</p>;
  const height = lies(data) ? Math.max(160, 40 + data.names.length * Math.max(26, 16 * y.length)) : 380;
  const label = `${y.map((at) => columns[at]!.name).join(", ")} by ${columns[shape.x]!.name}; the table has the figures`;
  return (
    <>
      <div class="toolbar">
        <Choice
          label="Kind of chart"
          options={[
            { value: "bars", word: "Bars" },
            { value: "lines", word: "Lines" },
          ]}
          value={shape.kind}
          choose={(kind) => setShape({ ...shape, kind })}
        />
        <label class="toolbar">
          <span class="caption">along</span>
          <select
            class="choice"
            value={shape.x}
            onChange={(event) => setShape({ ...shape, x: Number(event.currentTarget.value) })}
          >
            {columns.map((column, at) => (
              <option value={at}>{column.name}</option>
            ))}
          </select>
        </label>
        <div class="chips" role="group" aria-label="Columns that are drawn">
          {numbers.slice(0, 30).map((at) => (
            <button
              class="chip raised"
              aria-pressed={y.includes(at)}
              style={{ "--layer": `var(--${y.includes(at) ? data.series[y.indexOf(at)]!.color : "unknown"})` }}
              onClick={() => toggle(at)}
            >
              <i />
              {columns[at]!.name}
            </button>
          ))}
        </div>
      </div>
      {y.length === 0 ? (
        <p class="muted">{numbers.length === 0 ? "No column holds numbers." : "Choose a column that holds numbers."}</p>
      ) : (
        <Chart key={height} draw={draw} label={label} height={height} />
      )}
      {rows.length > most && y.length > 0 && (
        <p class="caption">
          The first {whole(most)} of {whole(rows.length)} rows are drawn.
        </p>
      )}
    </>
  );
}
