/** Answers within components, and the days and filters that hold for all questions of a page. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { conditionOf, filtersOf, grainOf, rangeOf, useAddress, type Filter } from "./address";
import { ask, send, type ApiError, type Question, type Rows } from "./api";
import { useModel, type Asked, type CardSpec, type Model } from "./model";
import { grains, periodOf, type Grain, type Period } from "./periods";

export type Loaded<T> =
  | { state: "loading"; value?: T }
  | { state: "ready"; value: T }
  | { state: "failed"; error: ApiError; retry: () => void };

/** What a function gives for a key; the last value stays until the next is there, so that nothing jumps. */
export function useLoaded<T>(key: string | null, load: () => Promise<T>): Loaded<T> {
  const [tries, setTries] = useState(0);
  const [loaded, setLoaded] = useState<{ key: string | null; result: Loaded<T> }>({
    key: null,
    result: { state: "loading" },
  });
  useEffect(() => {
    if (key === null) return;
    let wanted = true;
    const put = (result: Loaded<T>) => wanted && setLoaded({ key, result });
    load().then(
      (value) => put({ state: "ready", value }),
      (error: ApiError) => put({ state: "failed", error, retry: () => setTries((count) => count + 1) }),
    );
    return () => {
      wanted = false;
    };
  }, [key, tries]);
  if (loaded.key === key) return loaded.result;
  const last = loaded.result;
  return last.state === "failed" || last.value === undefined
    ? { state: "loading" }
    : { state: "loading", value: last.value };
}

export function useAnswer(question: Question | null): Loaded<Rows> {
  return useLoaded(question && JSON.stringify(question), () => ask(question!));
}

export function useAnswers(questions: Question[]): Loaded<Rows[]> {
  return useLoaded(JSON.stringify(questions), () => Promise.all(questions.map(ask)));
}

/** What the reader has chosen. */
export interface View {
  /** null where nothing in the project has a date. */
  period: Period | null;
  grain: Grain;
  filters: Filter[];
}

export function useView(): View {
  const { params } = useAddress();
  const model = useModel();
  const key = params.toString();
  return useMemo(() => {
    const period = periodOf(rangeOf(params), model.content);
    return { period, grain: grainOf(params) ?? period?.grain ?? "month", filters: filtersOf(params) };
  }, [key, model]);
}

/** How a card's time is parted: as it says itself, or as the reader has chosen. */
export function grainIn({ by }: Asked, view: View): Grain {
  return grains.find((grain) => by.includes(`time.${grain}`)) ?? view.grain;
}

/** Whether the reader chooses how a card's time is parted. */
export const hasOwnGrain = ({ by }: Asked) => !by.includes("time");

export interface Conditions {
  where: string[];
  /** Labels of what holds on the page and cannot hold here. */
  leftOut: string[];
}

/** What a card asks under what the reader has chosen; null of days before where there are none. */
export function questionOf(model: Model, view: View, asked: Asked | undefined, except?: string): Question | null {
  if (!asked || (asked.days === "before" && !view.period?.before)) return null;
  const { days: _, ...question } = asked;
  const by = asked.by.map((each) => (each === "time" ? `time.${view.grain}` : each));
  return { ...question, by, where: conditionsOf(model, view, asked, except).where };
}

/** The conditions under which a card is asked. */
export function conditionsOf(model: Model, view: View, asked: Asked, except?: string): Conditions {
  const days = { shown: view.period, before: view.period?.before ?? null, all: null }[asked.days];
  const { where, leftOut } = conditionsFor(model, view, asked.measures, { except, days });
  return { where: [...where, ...asked.where], leftOut };
}

/** What a card's first question cannot be asked under, of what holds on the page. */
export function leftOutOf(model: Model, view: View, { asks, by }: CardSpec): string[] {
  const asked = asks.rows ?? asks.figures;
  return asked ? conditionsOf(model, view, asked, by[0]).leftOut : [];
}

const daysWithin = ({ from, to }: { from: string; to: string }) => [`time >= ${from}`, `time <= ${to}`];

/** The conditions under which measures are asked: of the view, those that all of them can be asked under. */
export function conditionsFor(
  model: Model,
  view: View,
  measures: string[],
  { except, days = view.period }: { except?: string | undefined; days?: { from: string; to: string } | null } = {},
): Conditions {
  const fits = (dimension: string) => measures.every((measure) => model.canFilter(measure, dimension) !== false);
  const conditions: Conditions = { where: [], leftOut: [] };
  const everything = days === view.period && isAll(view, model);
  if (days && !everything && fits("time")) conditions.where.push(...daysWithin(days));
  else if (days && !everything) conditions.leftOut.push("dates");
  for (const filter of view.filters) {
    if (filter.dimension === except) continue;
    if (fits(filter.dimension)) conditions.where.push(conditionOf(filter));
    else conditions.leftOut.push(model.labelOf(filter.dimension));
  }
  return conditions;
}

/** All days need no condition: rows without a date count, too. */
function isAll(view: View, model: Model): boolean {
  return view.period !== null && view.period.from === model.days?.first && view.period.to === model.days.last;
}

/** Sees to it that the model knows by which dimensions measures can be asked. */
export function useLearned(measures: string[], dimensions: string[]): Loaded<true> {
  const model = useModel();
  const lacking = measures.filter((measure) => dimensions.some((each) => model.canFilter(measure, each) === undefined));
  const loaded = useLoaded(lacking.length > 0 ? JSON.stringify([lacking, dimensions]) : null, async () => {
    const answer = await learnable(lacking, dimensions);
    model.learn(dimensions, answer.can_filter);
    return true as const;
  });
  return lacking.length === 0 ? { state: "ready", value: true } : loaded;
}

async function learnable(measure: string[], dimension: string[]): Promise<{ can_filter: Record<string, string[]> }> {
  const response = await send("/v1/metrics/filters", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ measure, dimension }),
  });
  return (await response.json()) as { can_filter: Record<string, string[]> };
}
