/** A customer as /v1/customers tells of them, and asking it. */
import { get, send } from "../api";
import type { Format, Measure, Model } from "../model";

/** Where a value comes from: a column of a table, and the record of a source's file where it is one row alone. */
export interface Source {
  table: string;
  column: string;
  source: string;
  source_column: string;
  how: "copied" | "computed" | "aggregated";
  file: string | null;
  record: number | null;
}

export interface Field {
  name: string;
  label: string;
  role: string;
  /** Another than the customers' own where it is another's value, such as a segment. */
  entity: string;
  value: string | null;
  sources: Source[];
}

/** Rank 1 has the most; the percentile is the share of the other customers who have less. */
export interface Place {
  rank: number;
  of: number;
  percentile: string | null;
}

export interface Standing {
  name: string;
  label: string;
  entity: string;
  format: Format;
  unit: string;
  decimals: number | null;
  good: Measure["good"];
  description: string;
  value: string | null;
  place: Place | null;
}

export interface EventCount {
  kind: string;
  entity: string;
  label: string;
  count: number;
}

export interface TimelineEvent {
  /** "2024-05-31T08:15:00" as the clocks of the project show it, "2024-05-31" where no hour is known, or null. */
  at: string | null;
  entity: string;
  kind: string;
  id: string;
  amount: string | null;
  status: string | null;
  channel: string | null;
  title: string;
  details: { label: string; role: string; value: string | null }[];
}

export interface TimelinePart {
  events: TimelineEvent[];
  /** Where the next part begins; null: there is no more. */
  next: string | null;
}

export interface Customer {
  snapshot: number;
  id: string;
  name: string | null;
  entity: string;
  label: string;
  first_seen: string | null;
  last_seen: string | null;
  fields: Field[];
  measures: Standing[];
  events: EventCount[];
  timeline: TimelinePart;
}

const eventsAtOnce = 50;

/** All that is shown first, in one request. The id stands in the query: a browser takes "." and ".." out of a path. */
export const askCustomer = (id: string) =>
  get<Customer>(`/v1/customer?${new URLSearchParams({ id, timeline: String(eventsAtOnce) })}`);

/** Events of some entities, or of all where none is named. */
export async function askTimeline(
  id: string,
  entities: string[],
  after: string | null,
  signal: AbortSignal,
): Promise<TimelinePart> {
  const params = new URLSearchParams({ id, limit: String(eventsAtOnce) });
  for (const entity of entities) params.append("kind", entity);
  if (after !== null) params.set("after", after);
  return (await send(`/v1/customer/timeline?${params}`, { signal })).json() as Promise<TimelinePart>;
}

/** Whether the project knows who its customers are, and has run. */
export function hasCustomers({ project }: Model): boolean {
  const page = project.pages.find((each) => each.name === "customer");
  return project.snapshot !== null && page !== undefined && page.lacks.length === 0;
}

/** A mask stands for one value wherever it stands: "name·7k2m9x4q". */
export const isMask = (value: string) => /^[\p{L}\p{N}_ -]+·[a-z0-9]{8,}$/u.test(value);

/** What a customer is worth: the first money that the project measures of sales, or of anything. */
export function lifetimeValue(customer: Customer, model: Model): Standing | undefined {
  const money = customer.measures.filter((measure) => measure.format === "currency");
  const isOfSales = ({ entity }: Standing) => model.entities.find((each) => each.entity === entity)?.role === "sale";
  return money.find(isOfSales) ?? money[0];
}
