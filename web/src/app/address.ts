/** What stands in the address: the page, the days, the filters, and whatever a page keeps there. */
import { useEffect, useState } from "preact/hooks";
import { grains, isDay, type Grain, type Range } from "./periods";

export interface Address {
  /** "#/customer/7?…" gives ["customer", "7"], "#/customer/" the one whose id is empty. */
  parts: string[];
  params: URLSearchParams;
}

/** Members of a dimension that are shown; null is the one that is not known, and stands alone. */
export type Filter = { dimension: string; members: (string | null)[] };

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function parseAddress(hash: string): Address {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const parts = path.split("/").filter((part, i, all) => part !== "" || (i > 0 && i === all.length - 1));
  return { parts: parts.map(decoded), params: new URLSearchParams(query) };
}

export function textOf({ parts, params }: Address): string {
  const query = params.toString();
  return "#/" + parts.map(encodeURIComponent).join("/") + (query && "?" + query);
}

const current = () => parseAddress(location.hash);

export function useAddress(): Address {
  const [address, setAddress] = useState(current);
  useEffect(() => {
    const changed = () => setAddress(current());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return address;
}

/** What holds on all pages: days, how they are parted, and filters. */
function isShared(name: string): boolean {
  return ["range", "from", "to", "grain"].includes(name) || name.startsWith("f.") || name.startsWith("unknown.");
}

/** The address of a page, under the days and filters that hold now. */
export function pageHref(parts: string[], extra: Record<string, string> = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of current().params) if (isShared(name)) params.append(name, value);
  for (const [name, value] of Object.entries(extra)) params.set(name, value);
  return textOf({ parts, params });
}

/** Goes where `change` leads; `replace` leaves no step to go back to. */
export function navigate(change: (params: URLSearchParams) => void, replace = false): void {
  const address = current();
  change(address.params);
  const to = textOf(address);
  if (to === location.hash) return;
  if (!replace) {
    location.hash = to;
    return;
  }
  history.replaceState(null, "", to);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

export const defaultPreset = "90d";

export function rangeOf(params: URLSearchParams): Range {
  const from = params.get("from");
  const to = params.get("to");
  if (from && to && isDay(from) && isDay(to) && from <= to) return { preset: "days", from, to };
  const preset = params.get("range");
  if (preset === "7d" || preset === "30d" || preset === "90d" || preset === "year" || preset === "all")
    return { preset };
  return { preset: defaultPreset };
}

/** How time is parted, where the reader has said so. */
export function grainOf(params: URLSearchParams): Grain | null {
  const grain = params.get("grain") as Grain | null;
  return grain && grains.includes(grain) ? grain : null;
}

export function setRange(params: URLSearchParams, range: Range): void {
  for (const name of ["range", "from", "to"]) params.delete(name);
  if (range.preset === "days") {
    params.set("from", range.from!);
    params.set("to", range.to!);
  } else if (range.preset !== defaultPreset) {
    params.set("range", range.preset);
  }
}

/** In the order in which they were set. */
export function filtersOf(params: URLSearchParams): Filter[] {
  const filters: Filter[] = [];
  for (const [name, value] of params) {
    if (name.startsWith("unknown.")) filters.push({ dimension: name.slice(8), members: [null] });
    if (!name.startsWith("f.")) continue;
    const known = filters.find((filter) => filter.dimension === name.slice(2));
    if (known) known.members.push(value);
    else filters.push({ dimension: name.slice(2), members: [value] });
  }
  return filters;
}

export function setFilter(params: URLSearchParams, dimension: string, members: (string | null)[]): void {
  params.delete("f." + dimension);
  params.delete("unknown." + dimension);
  if (members.includes(null)) params.set("unknown." + dimension, "");
  else for (const member of members) params.append("f." + dimension, member!);
}

/** Adds a member to those shown, or takes it away. */
export function toggleMember(params: URLSearchParams, dimension: string, member: string | null): void {
  const members = filtersOf(params).find((filter) => filter.dimension === dimension)?.members ?? [];
  if (members.includes(member)) {
    const others = members.filter((each) => each !== member);
    setFilter(params, dimension, others);
  } else {
    setFilter(params, dimension, member === null ? [null] : [...members.filter((each) => each !== null), member]);
  }
}

/** Takes away what was set last; false where nothing is set. */
export function removeLastFilter(params: URLSearchParams): boolean {
  const last = filtersOf(params).at(-1);
  if (!last) return false;
  setFilter(params, last.dimension, last.members.slice(0, -1));
  return true;
}

const quoted = (text: string) => "'" + text.replaceAll("'", "''") + "'";

/** A filter as a condition of a question. */
export function conditionOf({ dimension, members }: Filter): string {
  if (members.includes(null)) return `${dimension} is null`;
  return `${dimension} in (${members.map((member) => quoted(member!)).join(", ")})`;
}
