/** The project as its pages need it: settings, measures, dimensions, and which cards stand where. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { ApiError, get } from "./api";
import type { Grain } from "./periods";

export interface Project {
  project: string;
  environment: string | null;
  currency: string | null;
  locale: string;
  time_zone: string;
  /** 1 is Monday, 7 Sunday. */
  week_start: number;
  freshness_seconds: number | null;
  snapshot: { number: number; run_id: string; created: string } | null;
  pages: { name: string; title: string; lacks: string[] }[];
}

export type Format = "number" | "currency" | "percent" | "duration" | "date" | "text";

export interface Measure {
  name: string;
  label: string;
  entity: string;
  table: string;
  definition: string;
  /** Dividend and divisor, by their names. */
  ratio: [string, string] | null;
  format: Format;
  unit: string;
  decimals: number | null;
  good: "up" | "down" | "neither";
  compares_periods: boolean;
  additivity: "additive" | "semi_additive" | "non_additive";
  description: string;
}

export interface Dimension {
  /** As questions name it: "orders.product_category". */
  name: string;
  label: string;
  entity: string;
  role: string;
  /** It holds moments or counts periods: questions name it with a grain. */
  wants_grain: boolean;
  description: string;
}

export type CardKind = "tile" | "time" | "bars" | "parts" | "bands" | "week" | "cohorts" | "table";

/** A question behind a card. The reader's days, filters and grain of `time` are added to it (query.ts). */
export interface Asked {
  /** Those that the reader has chosen, those that they are compared with, or all. */
  days: "shown" | "before" | "all";
  measures: string[];
  by: string[];
  /** Conditions that always hold. */
  where: string[];
  order: string[];
  limit?: number;
  top?: number;
  rest?: string;
}

export interface CardSpec {
  kind: CardKind;
  title: string;
  measures: string[];
  by: string[];
  marks: string[];
  /** Of bands: where they begin, and what they are called; the first is below them all. */
  bands: { starts: string[]; labels: string[] } | null;
  leads_to: string | null;
  /** It is asked over all days, whatever the reader has chosen. */
  all_days: boolean;
  width: number;
  /** "rows", unless it is a tile: those have "figures" and perhaps "before" and "course". */
  asks: { rows?: Asked; before?: Asked; figures?: Asked; course?: Asked; marks?: Asked };
}

export interface PageSpec {
  name: string;
  title: string;
  lacks: string[];
  cards: CardSpec[];
}

export interface Entity {
  entity: string;
  label: string;
  role: string;
  table: string;
  time: string | null;
  key: string[];
  description: string;
  dimensions: Omit<Dimension, "entity">[];
  measures: Omit<Measure, "entity" | "table">[];
}

/** Days that are called by a name. */
export interface Preset {
  preset: string;
  from: string;
  to: string;
  before: { from: string; to: string } | null;
  grain: Grain;
}

interface Pages {
  snapshot: number;
  days: { entity: string; first: string; last: string } | null;
  presets: Preset[];
  /** How days of the reader's own choice are parted, up to so many; the last is for all that are more. */
  grains: { grain: Grain; most_days: number | null }[];
  filters: string[];
  /** Dimensions that `can_filter` tells of. */
  filter_dimensions: string[];
  can_filter: Record<string, string[]>;
  pages: PageSpec[];
}

const noPages: Pages = {
  snapshot: 0,
  days: null,
  presets: [],
  grains: [],
  filters: [],
  filter_dimensions: [],
  can_filter: {},
  pages: [],
};

export class Model {
  readonly measures = new Map<string, Measure>();
  readonly dimensions = new Map<string, Dimension>();
  private readonly known = new Map<string, Map<string, boolean>>();

  constructor(
    readonly project: Project,
    readonly entities: Entity[],
    readonly content: Pages,
    /** Why there are no pages, where the snapshot cannot answer what the metrics ask. */
    readonly problem: ApiError | null = null,
  ) {
    for (const entity of entities) {
      for (const measure of entity.measures)
        this.measures.set(measure.name, { ...measure, entity: entity.entity, table: entity.table });
      for (const dimension of entity.dimensions) {
        const name = `${entity.entity}.${dimension.name}`;
        this.dimensions.set(name, { ...dimension, name, entity: entity.entity });
      }
    }
    this.learn(content.filter_dimensions, content.can_filter);
  }

  get days() {
    return this.content.days;
  }

  measure(name: string): Measure | undefined {
    return this.measures.get(name);
  }

  /** "orders.first.month" is found as orders.first. */
  dimension(name: string): Dimension | undefined {
    return this.dimensions.get(name) ?? this.dimensions.get(name.slice(0, name.lastIndexOf(".")));
  }

  labelOf(dimension: string): string {
    if (dimension.startsWith("time.")) return grainWords[dimension.slice(5)] ?? dimension;
    return this.dimension(dimension)?.label ?? dimension;
  }

  page(name: string): PageSpec | undefined {
    return this.content.pages.find((page) => page.name === name);
  }

  /** Whether a measure can be asked under a condition on a dimension; undefined where nobody has asked yet. */
  canFilter(measure: string, dimension: string): boolean | undefined {
    return this.known.get(measure)?.get(dimension);
  }

  /** Remembers what the server says of measures and dimensions. */
  learn(dimensions: Iterable<string>, answer: Record<string, string[]>): void {
    for (const [measure, fitting] of Object.entries(answer)) {
      const known = this.known.get(measure) ?? new Map<string, boolean>();
      for (const dimension of dimensions) known.set(dimension, fitting.includes(dimension));
      this.known.set(measure, known);
    }
  }

  entityLabel(entity: string): string {
    return this.entities.find((each) => each.entity === entity)?.label ?? entity;
  }

  /** All dimensions as questions may name them: those that hold moments by month. */
  askedDimensions(): string[] {
    return [...this.dimensions.values()].map((dimension) => dimension.name + (dimension.wants_grain ? ".month" : ""));
  }
}

const grainWords: Record<string, string> = {
  day: "Day",
  week: "Week",
  month: "Month",
  quarter: "Quarter",
  year: "Year",
  hour_of_day: "Hour",
  day_of_week: "Weekday",
  day_name: "Weekday",
  month_of_year: "Month of the year",
};

export async function loadModel(): Promise<Model> {
  const [project, metrics, pages] = await Promise.all([
    get<Project>("/v1/project"),
    get<{ entities: Entity[] }>("/v1/metrics"),
    get<Pages>("/v1/pages").catch((error: ApiError) => {
      if (error.kind !== "refused") throw error;
      return error;
    }),
  ]);
  if (pages instanceof ApiError) return new Model(project, [], noPages, pages);
  return new Model(project, metrics.entities, pages);
}

const Context = createContext<Model | null>(null);
export const ModelProvider = Context.Provider;

/** The project of the page; only below ModelProvider. */
export function useModel(): Model {
  return useContext(Context)!;
}

const PageNames = createContext<(name: string) => boolean>(() => false);
export const PageNamesProvider = PageNames.Provider;

/** Whether there is a page of a name to lead to. */
export const useHasPage = () => useContext(PageNames);
