/** Figures and times as people read them. */
export const missing = "–";

export function whole(value: number | null | undefined): string {
  return value == null ? missing : value.toLocaleString();
}

export function compact(value: number | null | undefined): string {
  return value == null
    ? missing
    : value
        .toLocaleString(undefined, { notation: "compact", maximumFractionDigits: value < 1000 ? 0 : 1 })
        .replace("K", "k");
}

const tenths = (share: number) =>
  share.toLocaleString(undefined, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** "1.2%", as the reader's language writes it; a share that is not nothing is never shown as nothing. */
export function percent(part: number, of: number): string {
  if (of === 0) return missing;
  const share = part / of;
  return share > 0 && share < 0.0005 ? "< " + tenths(0.001) : tenths(share);
}

export function counted(count: number, one: string, many = one + "s"): string {
  return `${whole(count)} ${count === 1 ? one : many}`;
}

export function bytes(size: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    ++unit;
  }
  return size.toLocaleString(undefined, { maximumFractionDigits: unit === 0 ? 0 : 1 }) + " " + units[unit];
}

/** An instant in the project's zone. */
export function instant(text: string, zone: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const options: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "short" };
  try {
    return at.toLocaleString(undefined, { ...options, timeZone: zone }) + " " + zone;
  } catch {
    return at.toLocaleString(undefined, { ...options, timeZone: "UTC" }) + " UTC";
  }
}

export function age(seconds: number): string {
  if (seconds < 3600) return counted(Math.round(seconds / 60), "minute");
  if (seconds < 2 * 86400) return counted(Math.round(seconds / 3600), "hour");
  return counted(Math.round(seconds / 86400), "day");
}

/** The message of an error, which begins small, as a sentence. What begins with a name stays as it is. */
export function sentence(text: string): string {
  const isWord = /^\p{Ll}+[ ,]/u.test(text);
  const begun = isWord ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?…:]$/.test(begun) ? begun : begun + ".";
}
