import { useContext } from "preact/hooks";
import type { Cell, Rows } from "../api";
import { useModel, type Asked, type CardSpec, type Measure, type Model } from "../model";
import { isPartial, startsBetween } from "../periods";
import { grainIn, leftOutOf, questionOf, useAnswer, useAnswers, useView, type View } from "../query";
import { changeText, compact, emptyValue, exact, missing, numberOf } from "../values";
import { SaidAbove } from "./card";
import { Failure, useLate } from "./states";
import { useTileMenu } from "./tile_menu";
import { MeasureName } from "./definition";

interface Figures {
  now: Cell;
  before: Cell | undefined;
  /** Empty while it loads; null where there is none. */
  course: (number | null)[] | null;
}

export function Tiles({ specs }: { specs: CardSpec[] }) {
  return (
    <div class="tiles" style={{ "--wide": Math.min(6, specs.length), "--middle": specs.length % 3 === 0 ? 3 : 2 }}>
      {specs.map((spec) => (
        <Tile key={spec.measures[0]} spec={spec} />
      ))}
    </div>
  );
}

/** Of measures that are asked together, those that have an answer under the conditions of one of them. */
export function togetherWith(own: string, model: Model, view: View, asked: Asked | undefined): Asked | undefined {
  if (!asked) return undefined;
  const holds = view.filters.map((filter) => filter.dimension).filter((each) => model.canFilter(own, each) !== false);
  const fits = (measure: string) => holds.every((dimension) => model.canFilter(measure, dimension) !== false);
  return { ...asked, measures: asked.measures.filter(fits) };
}

/** "55 of 180", for a rate. */
function partsOf(model: Model, row: (name: string) => Cell, measure: Measure): string | null {
  if (!measure.ratio || measure.format !== "percent") return null;
  const texts = measure.ratio.map((name) => {
    const part = model.measure(name);
    return part ? compact(numberOf(row(name)), part, model.project) : missing;
  });
  return texts.join(" of ");
}

function courseOf(rows: Rows, index: number, starts: string[], measure: Measure): (number | null)[] {
  const known = new Map(rows.rows.map((row) => [String(row[0]).slice(0, 10), numberOf(row[index + 1])]));
  return starts.map((start) => (known.has(start) ? known.get(start)! : numberOf(emptyValue(measure))));
}

/** Of an answer to measures that are asked together, one of them, with what it is parted by. */
export function onlyMeasure(rows: Rows, { by, measures }: Asked, measure: string): Rows {
  const kept = [...by.keys(), by.length + measures.indexOf(measure)];
  const of = <T,>(row: T[]) => kept.map((at) => row[at]!);
  return { ...rows, columns: of(rows.columns), rows: rows.rows.map(of) };
}

/** A question about one of the measures that are asked together, with its rows once they are there. */
function behindOf(name: string, model: Model, view: View, asked: Asked, rows: Rows | null | undefined) {
  return {
    question: questionOf(model, view, { ...asked, measures: [name] })!,
    rows: rows ? onlyMeasure(rows, asked, name) : undefined,
    view,
  };
}

/** The periods shown that are whole. */
function wholeStarts(model: Model, view: View): string[] {
  const { period, grain } = view;
  if (!period) return [];
  return startsBetween(period.from, period.to, grain, model.project.week_start).filter(
    (start) => !isPartial(start, grain, period, model.days!),
  );
}

function useFigures(spec: CardSpec, model: Model, view: View) {
  const name = spec.measures[0]!;
  const ask = (asked: Asked | undefined) => togetherWith(name, model, view, asked);
  const [figures, before, course] = [ask(spec.asks.figures)!, ask(spec.asks.before), ask(spec.asks.course)];
  // Courses may take longer: they are asked by themselves.
  const questions = [questionOf(model, view, figures)!, questionOf(model, view, before)].filter(
    (each) => each !== null,
  );
  const loaded = useAnswers(questions);
  const courses = useAnswer(questionOf(model, view, course));
  const cell = (rows: Rows | undefined, asked: Asked | undefined, measure = name): Cell =>
    rows?.rows[0]?.[asked?.measures.indexOf(measure) ?? -1] ?? null;
  const rows = loaded.state === "failed" ? undefined : loaded.value;
  const shown = courses.state === "ready" ? courses.value : null;
  const own = { ...view, grain: course ? grainIn(course, view) : view.grain };
  const at = course?.measures.indexOf(name) ?? -1;
  return {
    loaded,
    behind: behindOf(name, model, own, course ?? figures, course ? shown : rows?.[0]),
    of: (measure: string) => cell(rows?.[0], figures, measure),
    figures: {
      now: cell(rows?.[0], figures),
      before: rows?.[1] ? cell(rows[1], before) : undefined,
      course:
        !course || !view.period
          ? null
          : shown
            ? courseOf(shown, at, wholeStarts(model, own), model.measure(name)!)
            : [],
    },
  };
}

function Tile({ spec }: { spec: CardSpec }) {
  const model = useModel();
  const view = useView();
  const { loaded, behind, of, figures } = useFigures(spec, model, view);
  const late = useLate(loaded.state === "loading");
  const above = useContext(SaidAbove);
  const measure = model.measure(spec.measures[0]!)!;
  const leftOut = leftOutOf(model, view, {
    ...spec,
    asks: { figures: { ...spec.asks.figures!, measures: spec.measures } },
  });
  const { menu, opened } = useTileMenu(measure, behind);
  return (
    <section class="card tile" aria-label={measure.label} aria-busy={loaded.state === "loading"}>
      <header>
        <h2 class="muted">
          <MeasureName name={measure.name}>{measure.label}</MeasureName>
        </h2>
        {menu}
      </header>
      {opened}
      {loaded.state === "failed" ? (
        <Failure error={loaded.error} retry={loaded.retry} />
      ) : loaded.value ? (
        <Figure
          figures={figures}
          measure={measure}
          words={view.period?.beforeWords ?? ""}
          outOf={partsOf(model, of, measure)}
          note={noteOf(
            spec,
            leftOut.filter((label) => !above.includes(label)),
            measure,
          )}
        />
      ) : (
        <div class={"skeleton" + (late ? " seen" : "")} style={{ height: "92px" }} role="status" aria-label="Loading" />
      )}
    </section>
  );
}

function noteOf(spec: CardSpec, leftOut: string[], measure: Measure): string {
  if (spec.all_days) return "Over all days";
  return leftOut.length > 0 ? `Not filtered by ${leftOut.join(", ")}` : measure.unit;
}

function Figure({
  figures,
  measure,
  words,
  outOf,
  note,
}: {
  figures: Figures;
  measure: Measure;
  words: string;
  outOf: string | null;
  note: string;
}) {
  const { project } = useModel();
  return (
    <>
      <div class="figure" title={exact(figures.now, measure, project)}>
        {compact(numberOf(figures.now), measure, project)}
      </div>
      {figures.before === undefined ? (
        <p class="caption change">{outOf ?? (note || "\u00a0")}</p>
      ) : (
        <Change figures={figures} measure={measure} words={words} />
      )}
      {outOf && figures.before !== undefined && <p class="caption change">{outOf}</p>}
      {figures.course && <Sparkline values={figures.course} />}
    </>
  );
}

/** Rates differ by points, all else by per cent of what was before. */
function differenceOf(now: number, before: number, measure: Measure): string | null {
  if (measure.format === "percent") return changeText(now - before, measure);
  return before === 0 ? null : changeText((now - before) / Math.abs(before), measure);
}

function Change({ figures, measure, words }: { figures: Figures; measure: Measure; words: string }) {
  const { project } = useModel();
  const now = numberOf(figures.now);
  const before = numberOf(figures.before);
  const earlier = compact(before, measure, project);
  const title = `${exact(figures.before, measure, project)} in ${words}`;
  if (now === null || before === null)
    return (
      <p class="caption change" title={title}>
        {missing} from {earlier}
      </p>
    );
  const difference = differenceOf(now, before, measure);
  const up = now > before;
  const same = now === before;
  const isGood = measure.good === "neither" || same ? "" : (measure.good === "up") === up ? "good" : "bad";
  return (
    <p class="caption change" title={title}>
      <span class={isGood}>
        {same ? "=" : up ? "▲" : "▼"} {difference ?? ""}
        {isGood && <span class="visually-hidden"> ({isGood === "good" ? "better" : "worse"})</span>}
      </span>{" "}
      from {earlier}
    </p>
  );
}

/** The course of the same days, from zero where it is above. */
export function Sparkline({ values }: { values: (number | null)[] }) {
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return <div class="sparkline" />;
  const most = Math.max(0, ...known);
  const least = Math.min(0, ...known);
  const x = (i: number) => (100 * i) / (values.length - 1);
  const y = (value: number) => 27 - (25 * (value - least)) / (most - least || 1);
  const path = values
    .map((value, i) =>
      value === null ? "" : `${i === 0 || values[i - 1] === null ? "M" : "L"}${x(i).toFixed(2)} ${y(value).toFixed(2)}`,
    )
    .join("");
  return (
    <svg class="sparkline" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
      <path
        d={path}
        fill="none"
        stroke="var(--series-1)"
        stroke-width="1.5"
        vector-effect="non-scaling-stroke"
        stroke-linejoin="round"
      />
    </svg>
  );
}
