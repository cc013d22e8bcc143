/** Figures and members as people read them, in the reader's own way of writing numbers. */
import type { Cell } from "./api";
import type { Measure, Project } from "./model";
import type { Grain } from "./periods";

export const missing = "–";
export const unknown = "Not known";

/** For drawing only: a double loses digits, so whatever is read as a figure comes from the text. */
export function numberOf(cell: Cell | undefined): number | null {
  if (cell === null || cell === undefined || cell === "" || typeof cell === "boolean") return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}

/** Sums and counts of nothing are 0; of anything else nothing is known. */
export function emptyValue(measure: Measure): number | null {
  return measure.additivity === "additive" || measure.definition.startsWith("count(") ? 0 : null;
}

/** Decimals of a text that are not trailing zeros. */
export function decimalsIn(text: string): number {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.slice(point + 1).replace(/0+$/, "").length;
}

type Exact = Intl.StringNumericLiteral;
const mostDecimals = 20;

function currencyDecimals(currency: string): number {
  return new Intl.NumberFormat(undefined, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** What decides how figures are written. */
type Formatted = Pick<Measure, "format"> & Partial<Pick<Measure, "decimals">>;

function options(measure: Formatted, project: Project): Intl.NumberFormatOptions {
  if (measure.format === "percent") return { style: "percent" };
  if (measure.format === "currency" && project.currency) return { style: "currency", currency: project.currency };
  return {};
}

/** Every digit that the answer has; at least so many decimals, where figures stand below one another. */
export function exact(cell: Cell | undefined, measure: Formatted, project: Project, decimals = 0): string {
  if (cell === null || cell === undefined) return missing;
  if (measure.format === "text") return String(cell);
  if (measure.format === "date") return dayText(String(cell));
  const text = String(cell);
  if (measure.format === "duration") return duration(text, false);
  if (numberOf(cell) === null) return text;
  const shift = measure.format === "percent" ? 2 : 0;
  const least =
    measure.format === "currency" && project.currency
      ? currencyDecimals(project.currency)
      : measure.format === "percent"
        ? 1
        : 0;
  const most = Math.min(mostDecimals, Math.max(least, decimals - shift, decimalsIn(text) - shift));
  const fewest = Math.max(least, Math.min(most, decimals - shift));
  const format = { ...options(measure, project), minimumFractionDigits: fewest, maximumFractionDigits: most };
  return new Intl.NumberFormat(undefined, format).format(text as Exact);
}

/** As many decimals as the measure says or its format has: money those of its currency, per cent one, others all. */
export function shown(cell: Cell | undefined, measure: Formatted, project: Project, decimals = 0): string {
  const own = measure.decimals ?? formatDecimals(measure, project);
  if (own === null || numberOf(cell) === null || !/^(number|currency|percent)$/.test(measure.format))
    return exact(cell, measure, project, decimals);
  const format = { ...options(measure, project), minimumFractionDigits: own, maximumFractionDigits: own };
  return new Intl.NumberFormat(undefined, format).format(String(cell) as Exact);
}

function formatDecimals({ format }: Formatted, { currency }: Project): number | null {
  if (format === "percent") return 1;
  return format === "currency" && currency ? currencyDecimals(currency) : null;
}

/** Few digits: for tiles and axes. Those that stand together are written alike, by the greatest of them. */
export function compact(value: number | null, measure: Formatted, project: Project, greatest = value ?? 0): string {
  if (value === null) return missing;
  if (measure.format === "percent") return percent(value, measure.decimals ?? 1);
  if (measure.format === "duration") return duration(String(value), true);
  const large = Math.abs(greatest) >= 10_000;
  if (!large && measure.decimals != null) return shown(value, measure, project);
  const decimals = large || Math.abs(value) < 100 ? 1 : 0;
  const format: Intl.NumberFormatOptions = {
    ...options(measure, project),
    notation: large ? "compact" : "standard",
    minimumFractionDigits: 0,
    maximumFractionDigits: measure.format === "currency" && !large ? 2 : decimals,
  };
  if (measure.format === "currency" && !large && !Number.isInteger(value)) format.minimumFractionDigits = 2;
  return new Intl.NumberFormat(undefined, format).format(value).replace(/(\d)K/, "$1k");
}

/** On an axis, where the ticks are round. */
export function tick(value: number, measure: Measure, project: Project, greatest: number): string {
  if (measure.format !== "percent") return compact(value, measure, project, greatest);
  return new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 }).format(value);
}

export function percent(value: number, decimals = 1): string {
  return new Intl.NumberFormat(undefined, {
    style: "percent",
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

/** "+4.2%", "−1.0%"; the sign always stands. */
export function signedPercent(value: number): string {
  return new Intl.NumberFormat(undefined, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  }).format(value);
}

/** A change: of rates in points, of all else in per cent of what was before. */
export function changeText(change: number, measure: Measure): string {
  return measure.format === "percent" ? `${signedPercent(change).replace(/\s?%/, "")} pts` : signedPercent(change);
}

/** Seconds as "1 h 5 min", "3 min 20 s"; with all their decimals unless `rough`. */
export function duration(text: string, rough: boolean): string {
  const seconds = Number(text);
  if (!Number.isFinite(seconds)) return text;
  const whole = Math.trunc(Math.abs(seconds));
  const sign = seconds < 0 ? "−" : "";
  const days = Math.floor(whole / 86400);
  const hours = Math.floor((whole % 86400) / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const decimals = decimalsIn(text);
  const rest =
    decimals > 0 && !rough
      ? `${whole % 60}${decimalPoint()}${text.split(".")[1]!.slice(0, decimals)}`
      : `${whole % 60}`;
  const parts = [
    days && `${days.toLocaleString()} d`,
    hours && `${hours} h`,
    minutes && `${minutes} min`,
    (rest !== "0" || whole === 0) && `${rest} s`,
  ].filter(Boolean);
  return sign + (rough ? parts.slice(0, 2) : parts).join(" ");
}

function decimalPoint(): string {
  return (1.5).toLocaleString().replace(/\d/g, "") || ".";
}

const utc = (day: string) => new Date(day.slice(0, 10) + "T00:00:00Z");
const dated = (day: string, format: Intl.DateTimeFormatOptions) => {
  const date = utc(day);
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString(undefined, { ...format, timeZone: "UTC" });
};

export function dayText(day: string): string {
  return dated(day, { day: "numeric", month: "short", year: "numeric" });
}

/** A period by its first day. */
export function periodText(start: string, grain: Grain | string): string {
  if (grain === "month") return dated(start, { month: "short", year: "numeric" });
  if (grain === "year") return dated(start, { year: "numeric" });
  if (grain === "quarter")
    return `Q${Math.floor(utc(start).getUTCMonth() / 3) + 1} ${dated(start, { year: "numeric" })}`;
  return grain === "week" ? `Week of ${dayText(start)}` : dayText(start);
}

/** As short as an axis wants it; the year where it changes stands below. */
export function periodTick(start: string, grain: Grain): string {
  if (grain === "day" || grain === "week") return dated(start, { day: "numeric", month: "short" });
  if (grain === "month") return dated(start, { month: "short" });
  return periodText(start, grain).replace(/ \d+$/, grain === "quarter" ? "" : "$&");
}

export function daysText(from: string, to: string): string {
  if (from === to) return dayText(from);
  const format = new Intl.DateTimeFormat(undefined, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.formatRange(utc(from), utc(to));
}

/** The name of a weekday, 1 being the first of the project's week. */
export function weekdayText(number: number, weekStart: number, width: "short" | "long" = "short"): string {
  const sunday = Date.UTC(2023, 0, 1);
  const day = new Date(sunday + (weekStart + number - 1) * 86_400_000);
  return day.toLocaleDateString(undefined, { weekday: width, timeZone: "UTC" });
}

/** A member of a dimension. */
export function memberText(cell: Cell | undefined, dimension: string, project: Project): string {
  if (cell === null || cell === undefined) return unknown;
  if (typeof cell === "boolean") return cell ? "Yes" : "No";
  const grain = dimension.slice(dimension.lastIndexOf(".") + 1);
  if (/^\d{4}-\d\d-\d\d/.test(String(cell)) && ["day", "week", "month", "quarter", "year"].includes(grain))
    return periodText(String(cell), grain);
  if (grain === "day_of_week") return weekdayText(Number(cell), project.week_start, "long");
  if (grain === "hour_of_day") return `${String(cell).padStart(2, "0")}:00`;
  const text = String(cell);
  return text === "" ? "(empty)" : text;
}
