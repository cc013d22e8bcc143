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

/** Points enough for a course, few enough to be told apart. */
export function grainFor(from: string, to: string): Grain {
  const days = daysIn(from, to);
  if (days <= 62) return "day";
  if (days <= 200) return "week";
  if (days <= 366 * 6) return "month";
  return days <= 366 * 20 ? "quarter" : "year";
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

/** Days from one to another, and the days before that they are compared with. */
export interface Period {
  from: string;
  to: string;
  before: { from: string; to: string } | null;
  /** "the 90 days before" */
  beforeWords: string;
}

/** The days of a range; presets end at the data's last day. */
export function periodOf(range: Range, days: { first: string; last: string }): Period {
  const { first, last } = days;
  if (range.preset === "all") return { from: first, to: last, before: null, beforeWords: "" };
  if (range.preset === "year") {
    const from = startOf(last, "year", 1);
    const before = { from: addMonths(from, -12), to: addMonths(last, -12) };
    return { from, to: last, before, beforeWords: "the same days a year earlier" };
  }
  const to = range.preset === "days" ? (range.to ?? last) : last;
  const from = range.preset === "days" ? (range.from ?? first) : addDays(last, 1 - Number.parseInt(range.preset, 10));
  const count = daysIn(from, to);
  const before = { from: addDays(from, -count), to: addDays(from, -1) };
  return { from, to, before, beforeWords: count === 1 ? "the day before" : `the ${count} days before` };
}

/** Whether a period that begins on a day is only in part within the days shown. */
export function isPartial(start: string, grain: Grain, period: Period, days: { first: string; last: string }): boolean {
  const end = addDays(nextStart(start, grain), -1);
  return end > period.to || (start < period.from && period.from > days.first);
}
