/** Days and periods as texts, "2024-01-31": without a zone, as the calendar has them. */

export type Grain = "day" | "week" | "month" | "quarter" | "year";
export const grains: Grain[] = ["day", "week", "month", "quarter", "year"];

const dayLength = 86_400_000;
const parse = (day: string) => new Date(day.slice(0, 10) + "T00:00:00Z");
const text = (date: Date) => date.toISOString().slice(0, 10);

export function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(parse(value).getTime()) && text(parse(value)) === value;
}

export function addDays(day: string, count: number): string {
  return text(new Date(parse(day).getTime() + count * dayLength));
}

/** Days from the first to the last, both included. */
export function daysIn(from: string, to: string): number {
  return Math.round((parse(to).getTime() - parse(from).getTime()) / dayLength) + 1;
}

/** The same day so many months later; the last of a month that is shorter. */
export function addMonths(day: string, count: number): string {
  const date = parse(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return text(date);
}

/** The first day of the period that a day is in; weeks begin with a day of which 1 is Monday and 7 Sunday. */
export function startOf(day: string, grain: Grain, weekStart: number): string {
  const date = parse(day);
  if (grain === "week") {
    return addDays(day, -((date.getUTCDay() - weekStart + 7) % 7));
  }
  if (grain === "month") date.setUTCDate(1);
  if (grain === "quarter") date.setUTCMonth(date.getUTCMonth() - (date.getUTCMonth() % 3), 1);
  if (grain === "year") date.setUTCMonth(0, 1);
  return text(date);
}

/** The first day of the period after the one that begins on a day. */
export function nextStart(start: string, grain: Grain): string {
  if (grain === "day") return addDays(start, 1);
  if (grain === "week") return addDays(start, 7);
  return addMonths(start, grain === "month" ? 1 : grain === "quarter" ? 3 : 12);
}

/** The starts of all periods that touch the days from one to another. */
export function startsBetween(from: string, to: string, grain: Grain, weekStart: number): string[] {
  const starts: string[] = [];
  for (let start = startOf(from, grain, weekStart); start <= to; start = nextStart(start, grain)) starts.push(start);
  return starts;
}

export interface Range {
  /** A preset, or "days" with both ends. */
  preset: "7d" | "30d" | "90d" | "year" | "all" | "days";
  from?: string;
  to?: string;
}

export const presets: { name: Range["preset"]; word: string }[] = [
  { name: "7d", word: "7 days" },
  { name: "30d", word: "30 days" },
  { name: "90d", word: "90 days" },
  { name: "year", word: "This year" },
  { name: "all", word: "All" },
];

/** Days from one to another, the days before that they are compared with, and how they are parted. */
export interface Period {
  from: string;
  to: string;
  before: { from: string; to: string } | null;
  /** "the 90 days before" */
  beforeWords: string;
  grain: Grain;
}

/** What /v1/pages says of days. */
interface Days {
  days: { first: string; last: string } | null;
  presets: { preset: string; from: string; to: string; before: Period["before"]; grain: Grain }[];
  grains: { grain: Grain; most_days: number | null }[];
}

/** The days of a range; null where nothing is dated. */
export function periodOf(range: Range, { days, presets, grains: limits }: Days): Period | null {
  if (!days) return null;
  const known = presets.find(({ preset }) => preset === range.preset);
  if (known) return { ...known, beforeWords: beforeWords(range, daysIn(known.from, known.to)) };
  const [from, to] = [range.from ?? days.first, range.to ?? days.last];
  const count = daysIn(from, to);
  const before = { from: addDays(from, -count), to: addDays(from, -1) };
  const grain = limits.find(({ most_days }) => most_days === null || count <= most_days)?.grain ?? "year";
  return { from, to, before, beforeWords: beforeWords(range, count), grain };
}

function beforeWords({ preset }: Range, count: number): string {
  if (preset === "all") return "";
  if (preset === "year") return "the same days a year earlier";
  return count === 1 ? "the day before" : `the ${count} days before`;
}

/** Whether a period that begins on a day is only in part within the days shown. */
export function isPartial(start: string, grain: Grain, period: Period, days: { first: string; last: string }): boolean {
  const end = addDays(nextStart(start, grain), -1);
  return end > period.to || (start < period.from && period.from > days.first);
}
