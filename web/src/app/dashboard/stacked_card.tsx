import { useMemo } from "preact/hooks";
import type { Cell, Rows } from "../api";
import { useMembers, type Members } from "../colors";
import { useModel, type CardSpec, type Measure, type Model } from "../model";
import { Card, pick } from "../parts/card";
import { leftOutOf, questionOf, useAnswer, useView } from "../query";
import { compact, exact, memberText, numberOf, percent } from "../values";

const mostParts = 6;

interface Part {
  name: string;
  color: string;
  value: number;
  exact: string;
}

interface Bar {
  member: Cell;
  /** The tail, which is no member. */
  isRest: boolean;
  name: string;
  total: number;
  parts: Part[];
}

export interface Stack {
  bars: Bar[];
  /** What the colours mean, the greatest first. */
  legend: { name: string; color: string }[];
}

/** The greatest members of the second dimension; those that follow are one. */
function greatest(rows: Cell[][]): Cell[] {
  const totals = new Map<Cell, number>();
  for (const row of rows) totals.set(row[1] ?? null, (totals.get(row[1] ?? null) ?? 0) + (numberOf(row[2]) ?? 0));
  return [...totals].sort((a, b) => b[1] - a[1]).map(([member]) => member);
}

/** Rows of (member, member of another dimension, measure) as bars of parts, the greatest first, the folded tail last. */
export function stackOf(
  { rows }: Rows,
  by: string[],
  model: Model,
  measure: Measure,
  colorOf: (member: Cell) => string,
  rest: string | undefined,
): Stack {
  const members = greatest(rows);
  const shown = members.slice(0, members.length > mostParts + 1 ? mostParts : members.length);
  const order = [...shown.map((member) => memberText(member, by[1]!, model.project)), "Other"];
  const bars = new Map<Cell, Bar>();
  for (const row of rows) {
    const [member, inner, value] = [row[0] ?? null, row[1] ?? null, numberOf(row[2]) ?? 0];
    const name = member === rest ? "Other" : memberText(member, by[0]!, model.project);
    const bar = bars.get(member) ?? { member, isRest: member === rest, name, total: 0, parts: [] };
    bars.set(member, bar);
    bar.total += value;
    const isShown = shown.includes(inner);
    const folded = isShown ? undefined : bar.parts.find((part) => part.name === "Other");
    if (folded) {
      folded.value += value;
      folded.exact = compact(folded.value, measure, model.project);
    } else {
      const text = isShown ? memberText(inner, by[1]!, model.project) : "Other";
      const color = isShown ? colorOf(inner) : "muted";
      bar.parts.push({ name: text, color, value, exact: exact(row[2], measure, model.project) });
    }
  }
  const place = (bar: Bar) => (bar.isRest ? -Infinity : bar.total);
  const sorted = [...bars.values()].sort((a, b) => place(b) - place(a));
  for (const bar of sorted) bar.parts.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const colors = new Map(sorted.flatMap((bar) => bar.parts.map((part) => [part.name, part.color] as const)));
  return {
    bars: sorted,
    legend: order.flatMap((name) => (colors.has(name) ? [{ name, color: colors.get(name)! }] : [])),
  };
}

/** A measure by one dimension within another: a bar of parts for each member, or all bars as long as each other. */
export function StackedCard({ spec, whole }: { spec: CardSpec; whole: boolean }) {
  const model = useModel();
  const view = useView();
  const measure = model.measure(spec.measures[0]!)!;
  const members: Members | null = useMembers(spec.by[1]!);
  const question = questionOf(model, view, spec.asks.rows)!;
  const { top: _top, rest, ...everything } = question;
  const loaded = useAnswer(question);
  const rows = loaded.state === "failed" ? undefined : loaded.value;
  const stack = useMemo(
    () => (rows && members ? stackOf(rows, spec.by, model, measure, members.colorOf, rest) : null),
    [rows, members, spec, model, measure],
  );
  return (
    <Card
      title={spec.title}
      measure={measure.name}
      width={spec.width}
      question={everything}
      loaded={loaded}
      rows={stack ? rows : undefined}
      height={300}
      leftOut={leftOutOf(model, view, spec)}
    >
      {() => stack && <Bars stack={stack} whole={whole} dimension={spec.by[0]!} measure={measure} />}
    </Card>
  );
}

function Bars(props: { stack: Stack; whole: boolean; dimension: string; measure: Measure }) {
  const { project } = useModel();
  const most = Math.max(0, ...props.stack.bars.map((bar) => bar.total));
  return (
    <>
      <ul class="tags legend">
        {props.stack.legend.map(({ name, color }) => (
          <li class="tag">
            <svg width="8" height="8" aria-hidden="true">
              <rect width="8" height="8" rx="2" fill={`var(--${color})`} />
            </svg>
            <span>{name}</span>
          </li>
        ))}
      </ul>
      <ul class="hbars stacked">
        {props.stack.bars.map((bar) => (
          <li>
            {bar.isRest || !pick ? (
              <span class={bar.isRest ? "name muted" : "name"}>{bar.name}</span>
            ) : (
              <button class="name" title={bar.name} onClick={() => pick?.(props.dimension, bar.member)}>
                {bar.name}
              </button>
            )}
            <span class="number">{compact(bar.total, props.measure, project, most)}</span>
            <BarOf bar={bar} length={props.whole || most <= 0 ? 1 : bar.total / most} />
          </li>
        ))}
      </ul>
    </>
  );
}

function BarOf({ bar, length }: { bar: Bar; length: number }) {
  const sum = bar.parts.reduce((all, part) => all + Math.max(0, part.value), 0) || 1;
  let from = 0;
  const parts = bar.parts.map((part) => {
    const width = (Math.max(0, part.value) / sum) * length;
    const placed = { part, from, width };
    from += width;
    return placed;
  });
  const text = bar.parts.map((part) => `${part.name}: ${part.exact} (${percent(part.value / sum)})`).join(", ");
  return (
    <svg class="track" width="100%" height="14" role="img" aria-label={`${bar.name}. ${text}`}>
      {parts.map(({ part, from: x, width }) => (
        <rect x={`${100 * x}%`} width={`${100 * width}%`} height="14" fill={`var(--${part.color})`}>
          <title>{`${part.name}: ${part.exact} (${percent(part.value / sum)})`}</title>
        </rect>
      ))}
      {parts.slice(1).map(({ from: x }) => (
        <rect x={`${100 * x}%`} width="1.5" height="14" fill="var(--card)" transform="translate(-0.75)" />
      ))}
    </svg>
  );
}
