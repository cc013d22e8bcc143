/** Days and times of day of the project's clocks, which arrive without a zone. */
/** "Wednesday" */
export function weekdayOf(at: string): string {
  const date = new Date(at.slice(0, 10) + "T00:00:00Z");
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleDateString(undefined, { weekday: "long", timeZone: "UTC" });
}

/** "13:28", or null where no hour is known. */
export function timeOfDay(at: string): string | null {
  if (at.length <= 10) return null;
  const date = new Date(at.slice(0, 19) + "Z");
  if (Number.isNaN(date.getTime())) return at.slice(11, 16);
  return date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
}
