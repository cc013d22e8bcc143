/** The pages there are, in the order of the rail: to add one, write pages/NAME.tsx and a line here. */
import type { ComponentType } from "preact";
import type { IconName } from "../shared/icons";
import type { Model } from "./model";
import { customerSearch } from "./customer/find_customers";
import { hasCustomers } from "./customer/customer";
import { dashboardSearch } from "./dashboard/dashboards";
import { ContentPage } from "./pages/content";
import { Explore } from "./pages/explore";
import { Customer } from "./pages/customer";
import { Dashboard } from "./pages/dashboard";
import { SignedIn } from "./pages/sign_in";
import type { Role } from "./session";
import { LineagePage } from "./pages/lineage";
import { Quality } from "./pages/quality";
import { Runs } from "./pages/runs";
import { SqlPage } from "./pages/sql";

export interface PageEntry {
  /** The first part of its address: "#/revenue". */
  name: string;
  word: string;
  icon: IconName;
  /** The parts of the address after the name: "#/customer/7" gives ["7"]. */
  page: ComponentType<{ parts: string[] }>;
  /** Whether this project has it. */
  isThere: (model: Model) => boolean;
  /** Whether days and filters hold on it, so that they are shown. */
  filters: boolean;
  /** The least role that may see it; any where none is named. */
  least?: Role;
  /** Whether it stands in the rail; others are reached by links. */
  inRail: boolean;
}

/** A page whose cards the program decides from the project's metrics (/v1/pages). */
function content(name: string, word: string, icon: IconName): PageEntry {
  return {
    name,
    word,
    icon,
    page: () => <ContentPage name={name} />,
    isThere: (model) => (model.page(name)?.cards.length ?? 0) > 0,
    filters: true,
    inRail: true,
  };
}

const hasMeasures = (model: Model) => model.project.snapshot !== null && model.measures.size > 0;

/** A page about the lakehouse itself: every project has it, and no days or filters hold on it. */
const work = (name: string, word: string, icon: IconName, page: PageEntry["page"], least: Role): PageEntry => ({
  name,
  word,
  icon,
  page,
  isThere: () => true,
  filters: false,
  least,
  inRail: true,
});

export const pages: PageEntry[] = [
  content("overview", "Overview", "overview"),
  content("revenue", "Revenue", "revenue"),
  content("customers", "Customers", "people"),
  content("times", "Times", "clock"),
  content("service", "Service", "service"),
  content("loyalty", "Loyalty", "loyalty"),
  content("web", "Web", "web"),
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
  {
    name: "dashboard",
    word: "Dashboard",
    icon: "board",
    page: Dashboard,
    isThere: () => true,
    filters: true,
    inRail: false,
  },
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
