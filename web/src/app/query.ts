/** Answers within components, and the days and filters that hold for all questions of a page. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { conditionOf, filtersOf, grainOf, rangeOf, useAddress, type Filter } from "./address";
import { ask, send, type ApiError, type Question, type Rows } from "./api";
import { useModel, type CardSpec, type Model } from "./model";
import { useOwnSettings } from "./own_card";
import { grainFor, periodOf, type Grain, type Period } from "./periods";

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
  /** Conditions of the card itself. */
  own: string[];
}

export function useView(): View {
  const { params } = useAddress();
  const model = useModel();
  const { grain, where } = useOwnSettings();
  const key = params.toString();
  return useMemo(() => {
    const period = model.days && periodOf(rangeOf(params), model.days);
    const fitting = period ? grainFor(period.from, period.to) : "month";
    return { period, grain: grain ?? grainOf(params) ?? fitting, filters: filtersOf(params), own: where };
  }, [key, model, grain, where.join("\n")]);
}

export interface Conditions {
  where: string[];
  /** Labels of what holds on the page and cannot hold here. */
  leftOut: string[];
}

/** The conditions under which a card is asked. */
export function conditionsOfCard(model: Model, view: View, spec: CardSpec, except?: string): Conditions {
  const days = spec.all_days ? null : view.period;
  const { where, leftOut } = conditionsFor(model, view, [...spec.measures, ...spec.marks], { except, days });
  return { where: [...where, ...spec.where], leftOut };
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
  const conditions: Conditions = { where: [...view.own], leftOut: [] };
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
