/** Colours of the theme as canvases need them, and those that members of dimensions keep on all pages. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { get, type Cell, type Rows } from "./api";
import { useLoaded } from "./query";
import { useModel } from "./model";

/** A colour of theme.css, as it is now, light or dark. */
export function cssColor(name: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(--${name})`;
  probe.hidden = true;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}

/** Two colours mixed; `share` 1 is the second. Both as cssColor() gives them. */
export function mixed(from: string, to: string, share: number): string {
  const parts = (color: string) => (color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  const [a, b] = [parts(from), parts(to)];
  return `rgb(${a.map((value, i) => Math.round(value + (b[i]! - value) * share)).join(", ")})`;
}

/** How light a colour is, from 0 to 1 (WCAG 2, relative luminance). */
function luminance(color: string): number {
  const [r, g, b] = (color.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** Of two colours the one that is read better on a ground. */
export function readable(ground: string, one: string, other: string): string {
  const contrast = (color: string) => {
    const [a, b] = [luminance(color) + 0.05, luminance(ground) + 0.05];
    return Math.max(a, b) / Math.min(a, b);
  };
  return contrast(one) >= contrast(other) ? one : other;
}

/** Counts whenever light and dark change, so that what is drawn is drawn anew. */
export function useThemeVersion(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const changed = () => setVersion((count) => count + 1);
    const observer = new MutationObserver(changed);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", changed);
    return () => {
      observer.disconnect();
      system.removeEventListener("change", changed);
    };
  }, []);
  return version;
}

export const seriesColors = 7;

export interface Members {
  all: Cell[];
  /** The name of a member's colour in theme.css. */
  colorOf(member: Cell): string;
}

const noRows: Cell[][] = [];

/** All members of a dimension, whatever days and filters hold, the most frequent first. */
function useAllMembers(dimension: string | null): Cell[] | null {
  const model = useModel();
  const isThere = dimension !== null && (model.dimension(dimension) !== undefined || dimension.startsWith("time."));
  const loaded = useLoaded(isThere ? `members ${dimension}` : null, () =>
    get<Rows>("/v1/metrics/members?" + new URLSearchParams({ dimension: dimension! }).toString()),
  );
  const rows = loaded.state === "failed" || (dimension && !isThere) ? noRows : loaded.value?.rows;
  return useMemo(() => rows?.map((row) => row[0] ?? null) ?? null, [rows]);
}

/**
 * The members of a dimension and their colours. Where pages are filtered by another dimension of the same role, the colours
 * follow that one, so that a tier of customers and a tier of accounts look alike.
 */
export function useMembers(dimension: string | null): Members | null {
  const model = useModel();
  const role = dimension ? model.dimension(dimension)?.role : undefined;
  const first = model.content.filters.find((each) => model.dimension(each)?.role === role) ?? dimension;
  const all = useAllMembers(dimension);
  const leading = useAllMembers(role === "other" || role === undefined ? dimension : first);
  return useMemo(() => {
    if (all === null || leading === null) return null;
    const order = [...new Set([...leading, ...all])].filter((member) => member !== null);
    return { all, colorOf: (member) => (member === null ? "unknown" : colorAt(order.indexOf(member))) };
  }, [all, leading]);
}

const colorAt = (index: number) => `series-${(Math.max(0, index) % seriesColors) + 1}`;
