/** What the applications know of a page. */
import type { ComponentType } from "preact";
import type { IconName } from "../shared/icons";
import type { Model } from "./model";
import { ContentPage } from "./pages/content";
import { Dashboard } from "./pages/dashboard";
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

/** A page about the lakehouse itself: every project has it, and no days or filters hold on it. */
export const work = (name: string, word: string, icon: IconName, page: PageEntry["page"], least: Role): PageEntry => ({
  name,
  word,
  icon,
  page,
  isThere: () => true,
  filters: false,
  least,
  inRail: true,
});

/** All pages whose cards the program decides, in the order of the rail. */
export const contentPages: PageEntry[] = [
  content("overview", "Overview", "overview"),
  content("revenue", "Revenue", "revenue"),
  content("customers", "Customers", "people"),
  content("times", "Times", "clock"),
  content("service", "Service", "service"),
  content("loyalty", "Loyalty", "loyalty"),
  content("web", "Web", "web"),
];

/** The project's own. */
export const dashboardPage: PageEntry = {
  name: "dashboard",
  word: "Dashboard",
  icon: "board",
  page: Dashboard,
  isThere: () => true,
  filters: true,
  inRail: false,
};
