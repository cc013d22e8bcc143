import { useContext } from "preact/hooks";
import type { Cell, Question, Rows } from "../api";
import { useModel, type CardSpec, type Measure, type Model } from "../model";
import { isPartial, startsBetween } from "../periods";
import { conditionsFor, conditionsOfCard, useAnswer, useAnswers, useView, type View } from "../query";
import { changeText, compact, emptyValue, exact, missing, numberOf } from "../values";
import { Failure, SaidAbove, useLate } from "./card";
import { MeasureName } from "./definition";

interface Figures {
  now: Cell;
  before: Cell | undefined;
  /** Empty while it loads; null where there is none. */
  course: (number | null)[] | null;
}

/** Tiles whose measures can be asked under the same conditions are asked together. */
function groupsOf(model: Model, view: View, specs: CardSpec[]): CardSpec[][] {
  const groups = new Map<string, CardSpec[]>();
  for (const spec of specs) {
    const isDated = model.canFilter(spec.measures[0]!, "time");
    const key = [spec.all_days, isDated, ...conditionsOfCard(model, view, spec).where].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), spec]);
  }
  return [...groups.values()];
}

export function Tiles({ specs }: { specs: CardSpec[] }) {
  const model = useModel();
  const view = useView();
  return (
    <div class="tiles" style={{ "--wide": Math.min(6, specs.length), "--middle": specs.length % 3 === 0 ? 3 : 2 }}>
      {groupsOf(model, view, specs).map((group) => (
        <TileGroup key={group.map((spec) => spec.measures[0]).join()} specs={group} />
      ))}
    </div>
  );
}

/** Rates with what they are out of. */
function withParts(model: Model, measures: string[]): string[] {
  const parts = measures.flatMap((name) => {
    const measure = model.measure(name)!;
    return measure.format === "percent" ? (measure.ratio ?? []) : [];
  });
  return [...new Set([...measures, ...parts])];
}

/** "55 of 180", for a rate. */
function partsOf(model: Model, measures: string[], row: Cell[] | undefined, measure: Measure): string | null {
  if (!measure.ratio || measure.format !== "percent" || !row) return null;
  const texts = measure.ratio.map((name) => {
    const part = model.measure(name);
    const at = withParts(model, measures).indexOf(name);
    return part && at >= 0 ? compact(numberOf(row[at]), part, model.project) : missing;
  });
  return texts.join(" of ");
}

/** The figures of some tiles: of the days shown, and of those before. */
function figureQuestions(model: Model, view: View, specs: CardSpec[]): Question[] {
  const measures = specs.map((spec) => spec.measures[0]!);
  const { where } = conditionsOfCard(model, view, specs[0]!);
  const questions: Question[] = [{ measures: withParts(model, measures), where }];
  if (isDated(model, specs) && view.period?.before)
    questions.push({ measures, where: conditionsFor(model, view, measures, { days: view.period.before }).where });
  return questions;
}

/** Their course, which may take longer: it is asked by itself. */
function courseQuestion(model: Model, view: View, specs: CardSpec[]): Question | null {
  const measures = specs.map((spec) => spec.measures[0]!);
  if (!isDated(model, specs) || !view.period) return null;
  return { measures, by: [`time.${view.grain}`], where: conditionsOfCard(model, view, specs[0]!).where };
}

function isDated(model: Model, specs: CardSpec[]): boolean {
  return specs.every((spec) => !spec.all_days && model.canFilter(spec.measures[0]!, "time"));
}

function courseOf(rows: Rows, index: number, starts: string[], measure: Measure): (number | null)[] {
  const known = new Map(rows.rows.map((row) => [String(row[0]).slice(0, 10), numberOf(row[index + 1])]));
  return starts.map((start) => (known.has(start) ? known.get(start)! : numberOf(emptyValue(measure))));
}

function TileGroup({ specs }: { specs: CardSpec[] }) {
  const model = useModel();
  const view = useView();
  const loaded = useAnswers(figureQuestions(model, view, specs));
  const course = useAnswer(courseQuestion(model, view, specs));
  const courses = course.state === "ready" ? course.value : null;
  const late = useLate(loaded.state === "loading");
  const above = useContext(SaidAbove);
  const period = view.period;
  const starts = (period ? startsBetween(period.from, period.to, view.grain, model.project.week_start) : []).filter(
    (start) => !isPartial(start, view.grain, period!, model.days!),
  );
  if (loaded.state === "failed")
    return (
      <section class="card span-12" aria-label="Figures">
        <Failure error={loaded.error} retry={loaded.retry} />
      </section>
    );
  return (
    <>
      {specs.map((spec, i) => {
        const measure = model.measure(spec.measures[0]!)!;
        const answers = loaded.value;
        const leftOut = conditionsOfCard(model, view, spec).leftOut.filter((label) => !above.includes(label));
        const measures = specs.map((each) => each.measures[0]!);
        return (
          <section class="card tile" aria-label={measure.label} aria-busy={loaded.state === "loading"}>
            <h2 class="muted">
              <MeasureName name={measure.name}>{measure.label}</MeasureName>
            </h2>
            {answers && answers[0] ? (
              <Tile
                figures={{
                  now: answers[0].rows[0]?.[i] ?? null,
                  before: answers[1] ? (answers[1].rows[0]?.[i] ?? null) : undefined,
                  course: courses ? courseOf(courses, i, starts, measure) : isDated(model, specs) ? [] : null,
                }}
                measure={measure}
                words={period?.beforeWords ?? ""}
                outOf={partsOf(model, measures, answers[0].rows[0], measure)}
                note={
                  spec.all_days
                    ? "Over all days"
                    : leftOut.length > 0
                      ? `Not filtered by ${leftOut.join(", ")}`
                      : measure.unit
                }
              />
            ) : (
              <div
                class={"skeleton" + (late ? " seen" : "")}
                style={{ height: "92px" }}
                role="status"
                aria-label="Loading"
              />
            )}
          </section>
        );
      })}
    </>
  );
}

function Tile({
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
