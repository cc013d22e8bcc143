/** The pages there are, in the order of the rail: to add one, write pages/NAME.tsx and a line here. */
import type { ComponentType } from "preact";
import type { IconName } from "../shared/icons";
import type { Model } from "./model";
import { customerSearch } from "./customer/find_customers";
import { hasCustomers } from "./customer/customer";
import { dashboardSearch } from "./dashboard/dashboards";
import { ContentPage } from "./pages/content";
import { Customer } from "./pages/customer";
import { Dashboard } from "./pages/dashboard";
import { SignedIn } from "./pages/sign_in";
import type { Role } from "./session";

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

export const pages: PageEntry[] = [
  content("overview", "Overview", "overview"),
  content("revenue", "Revenue", "revenue"),
  content("customers", "Customers", "people"),
  content("times", "Times", "clock"),
  content("service", "Service", "service"),
  content("loyalty", "Loyalty", "loyalty"),
  content("web", "Web", "web"),
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

export const searches: SearchSource[] = [
  {
    title: "Pages",
    isThere: () => true,
    find: (text, model) =>
      Promise.resolve(
        pages
          .filter((page) => page.inRail && page.isThere(model) && page.word.toLowerCase().includes(text.toLowerCase()))
          .map((page) => ({ title: page.word, why: "Page", href: `#/${page.name}` })),
      ),
  },
  dashboardSearch,
  customerSearch,
];
