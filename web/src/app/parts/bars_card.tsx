import { useCallback } from "preact/hooks";
import type { Cell } from "../api";
import { barsOption, type Bar } from "../charts/bars";
import type { Theme } from "../charts/style";
import { useMembers, type Members } from "../colors";
import { useModel, type CardSpec, type Measure, type Model } from "../model";
import { leftOutOf, questionOf, useAnswer, useView } from "../query";
import { compact, exact, memberText, numberOf, percent } from "../values";
import { Card, pick } from "./card";

/** For which there is room before the members are known. */
const usualBars = 6;

/** Dimensions whose members people know by their colour. */
const coloured = ["channel", "segment", "tier", "status", "device"];

function restText(members: Members | null, shown: number): string {
  const count = members ? members.all.length - shown : 0;
  return count > 0 ? `Other (${count.toLocaleString()})` : "Other";
}

function barsOf(rows: Cell[][], spec: CardSpec, model: Model, measure: Measure, members: Members | null): Bar[] {
  const dimension = spec.by[0]!;
  const rest = spec.asks.rows!.rest;
  const total = rows.reduce((sum, row) => sum + (numberOf(row[1]) ?? 0), 0);
  const greatest = Math.max(0, ...rows.map((row) => Math.abs(numberOf(row[1]) ?? 0)));
  const adds = measure.additivity === "additive";
  const bars = rows.map((row) => {
    const member = row[0] ?? null;
    const isMember = member !== rest;
    const value = numberOf(row[1]);
    return {
      member,
      isMember,
      name: isMember ? memberText(member, dimension, model.project) : restText(members, rows.length - 1),
      value,
      text: compact(value, measure, model.project, greatest),
      exact: exact(row[1], measure, model.project),
      color: isMember ? (members?.colorOf(member) ?? "series-1") : "muted",
      share: adds && total > 0 && value !== null ? value / total : null,
    };
  });
  const by = (bar: Bar) => (bar.isMember ? (bar.value ?? -Infinity) : -Infinity);
  return bars.sort((a, b) => by(b) - by(a));
}

/** A measure by a dimension: bars, the greatest first, or parts of one bar. A click filters the page. */
export function BarsCard({ spec }: { spec: CardSpec }) {
  const model = useModel();
  const view = useView();
  const dimension = spec.by[0]!;
  const measure = model.measure(spec.measures[0]!)!;
  const members = useMembers(dimension);
  const chosen = view.filters.find((filter) => filter.dimension === dimension)?.members ?? [];
  const asked = spec.asks.rows!;
  const question = questionOf(model, view, asked, dimension)!;
  const loaded = useAnswer(question);
  const rows = loaded.state === "failed" ? undefined : loaded.value;
  const isColoured = spec.kind === "parts" || coloured.includes(model.dimension(dimension)?.role ?? "");
  const bars = rows ? barsOf(rows.rows, spec, model, measure, members) : [];
  if (!isColoured) for (const bar of bars) if (bar.isMember && bar.member !== null) bar.color = "series-1";
  const draw = useCallback(
    (theme: Theme) => barsOption(bars, theme, (value) => compact(value, measure, model.project)),
    [rows, members, measure],
  );
  const height =
    spec.kind === "parts"
      ? 200
      : 34 * Math.max(4, Math.min((asked.top ?? usualBars) + 1, members?.all.length ?? usualBars));
  const asParts =
    spec.kind === "parts" && measure.additivity === "additive" && bars.every((bar) => (bar.value ?? 0) >= 0);
  const { top: _top, rest: _rest, ...everything } = question;
  return (
    <Card
      title={spec.title}
      measure={measure.name}
      width={spec.width}
      question={everything}
      loaded={loaded}
      rows={rows}
      draw={draw}
      height={height}
      leftOut={leftOutOf(model, view, spec)}
    >
      {() =>
        asParts ? (
          <Parts bars={bars} chosen={chosen} dimension={dimension} />
        ) : (
          <Bars bars={bars} chosen={chosen} dimension={dimension} />
        )
      }
    </Card>
  );
}

interface Shown {
  bars: Bar[];
  chosen: Cell[];
  dimension: string;
}

const isFaded = (bar: Bar, chosen: Cell[]) =>
  chosen.length > 0 && !chosen.includes(bar.member === null ? null : String(bar.member));

function Name({ bar, chosen, dimension }: { bar: Bar; chosen: Cell[]; dimension: string }) {
  if (!bar.isMember) return <span class="name muted">{bar.name}</span>;
  if (!pick)
    return (
      <span class="name" title={`${bar.name}: ${bar.exact}`}>
        {bar.name}
      </span>
    );
  const isChosen = chosen.length > 0 && !isFaded(bar, chosen);
  return (
    <button
      class="name"
      aria-pressed={isChosen}
      title={`${bar.name}: ${bar.exact}`}
      onClick={() => pick?.(dimension, bar.member)}
    >
      {bar.name}
    </button>
  );
}

function Bars({ bars, chosen, dimension }: Shown) {
  const values = bars.map((bar) => bar.value ?? 0);
  const most = Math.max(0, ...values);
  const least = Math.min(0, ...values);
  const span = most - least || 1;
  const at = (value: number) => `${(100 * (value - least)) / span}%`;
  return (
    <ul class="hbars">
      {bars.map((bar) => (
        <li class={isFaded(bar, chosen) ? "faded" : ""}>
          <Name bar={bar} chosen={chosen} dimension={dimension} />
          <span class="number" title={bar.exact}>
            {bar.text}
            {bar.share !== null && <span class="muted share">{percent(bar.share)}</span>}
          </span>
          <svg
            class="track"
            width="100%"
            height="8"
            aria-hidden="true"
            onClick={() => bar.isMember && pick?.(dimension, bar.member)}
          >
            {bar.value !== null && (
              <rect
                x={at(Math.min(0, bar.value))}
                width={`${(100 * Math.abs(bar.value)) / span}%`}
                height="8"
                rx="2"
                fill={`var(--${bar.color})`}
              />
            )}
          </svg>
        </li>
      ))}
    </ul>
  );
}

/** One bar, of which each member has a part. */
function Parts({ bars, chosen, dimension }: Shown) {
  let from = 0;
  const parts = bars.map((bar) => {
    const part = { bar, from, width: bar.share ?? 0 };
    from += part.width;
    return part;
  });
  return (
    <div class="parts">
      <svg width="100%" height="28" aria-hidden="true">
        {parts.map(({ bar, from, width }) => (
          <rect
            class={(isFaded(bar, chosen) ? "faded " : "") + (pick && bar.isMember ? "picks" : "")}
            x={`${100 * from}%`}
            width={`${100 * width}%`}
            height="28"
            fill={`var(--${bar.color})`}
            onClick={() => bar.isMember && pick?.(dimension, bar.member)}
          >
            <title>{`${bar.name}: ${bar.exact}`}</title>
          </rect>
        ))}
        {parts.slice(1).map(({ from }) => (
          <rect x={`${100 * from}%`} width="2" height="28" fill="var(--card)" transform="translate(-1)" />
        ))}
      </svg>
      <ul>
        {bars.map((bar) => (
          <li class={isFaded(bar, chosen) ? "faded" : ""}>
            <svg width="10" height="10" aria-hidden="true">
              <rect width="10" height="10" rx="2" fill={`var(--${bar.color})`} />
            </svg>
            <Name bar={bar} chosen={chosen} dimension={dimension} />
            <span class="number" title={bar.exact}>
              {bar.text}
            </span>
            <span class="number muted">{bar.share === null ? "" : percent(bar.share)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
