/** The pages there are, in the order of the rail: to add one, write pages/NAME.tsx and a line here. */
import type { Model } from "./model";
import { customerSearch } from "./customer/find_customers";
import { hasCustomers } from "./customer/customer";
import { dashboardSearch } from "./dashboard/dashboards";
import { contentPages, dashboardPage, work, type PageEntry } from "./page_entry";
import { Explore } from "./pages/explore";
import { Customer } from "./pages/customer";
import { SignedIn } from "./pages/sign_in";
import { LineagePage } from "./pages/lineage";
import { Quality } from "./pages/quality";
import { Runs } from "./pages/runs";
import { SqlPage } from "./pages/sql";

const hasMeasures = (model: Model) => model.project.snapshot !== null && model.measures.size > 0;

export const pages: PageEntry[] = [
  ...contentPages,
  {
    name: "explore",
    word: "Explore",
    icon: "explore",
    page: Explore,
    isThere: hasMeasures,
    filters: true,
    inRail: true,
  },
  {
    name: "customer",
    word: "Customer",
    icon: "person",
    page: Customer,
    isThere: hasCustomers,
    filters: false,
    inRail: false,
  },
  dashboardPage,
  {
    name: "sign-in",
    word: "Sign in",
    icon: "person",
    page: SignedIn,
    isThere: () => true,
    filters: false,
    inRail: false,
  },
  work("quality", "Quality", "quality", Quality, "viewer"),
  work("runs", "Runs", "runs", Runs, "analyst"),
  work("lineage", "Lineage", "lineage", LineagePage, "viewer"),
  work("sql", "SQL", "sql", SqlPage, "analyst"),
];

export const findPage = (name: string) => pages.find((page) => page.name === name);

/** What the search box looks through: each gives what fits a text, the best first. */
export interface SearchSource {
  /** "Customers" */
  title: string;
  /** Whether this project has what it looks through. */
  isThere: (model: Model) => boolean;
  find: (text: string, model: Model, signal: AbortSignal) => Promise<Found[]>;
}

export interface Found {
  title: string;
  /** Letters of the title that were looked for: from one to before another. */
  marks?: [number, number][];
  /** What tells it from others of that title. */
  about?: string;
  /** Why it was found. */
  why: string;
  href: string;
}

const has = (text: string, wanted: string) => text.toLowerCase().includes(wanted.toLowerCase());

export const searches: SearchSource[] = [
  {
    title: "Pages",
    isThere: () => true,
    find: (text, model) =>
      Promise.resolve(
        pages
          .filter((page) => page.inRail && page.isThere(model) && has(page.word, text))
          .map((page) => ({ title: page.word, why: "", href: `#/${page.name}` })),
      ),
  },
  {
    title: "Measures",
    isThere: hasMeasures,
    find: (text, model) =>
      Promise.resolve(
        [...model.measures.values()]
          .filter((measure) => text !== "" && (has(measure.label, text) || has(measure.description, text)))
          .sort((a, b) => Number(has(b.label, text)) - Number(has(a.label, text)))
          .slice(0, 8)
          .map(({ label, name, description }) => ({
            title: label,
            why: description,
            href: `#/explore?m=${encodeURIComponent(name)}`,
          })),
      ),
  },
  dashboardSearch,
  customerSearch,
];
