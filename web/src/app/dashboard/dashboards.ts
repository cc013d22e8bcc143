/** The project's own dashboards as /v1/dashboards tells of them: files that change while the server runs. */
import { useEffect, useState } from "preact/hooks";
import { pageHref } from "../address";
import { ApiError, send } from "../api";
import type { CardKind, CardSpec } from "../model";
import type { SearchSource } from "../registry";
import { isReport } from "../source";

/** A mistake in a file: "dashboards/stores.yaml:4:14". */
export interface Fault {
  where: string;
  message: string;
  hint: string;
}

export interface DashboardName {
  name: string;
  title: string;
  description: string;
}

export interface OwnCard {
  kind: CardKind | "rows" | "markdown";
  title: string;
  description: string;
  /** What it is drawn as: several where one picture cannot show all, none where something is wrong with it. */
  cards: CardSpec[];
  /** The SELECT of "rows". */
  sql: string;
  markdown: string;
  /** Twelfths of a wide page. */
  width: number;
}

export interface Dashboard extends DashboardName {
  cards: OwnCard[];
  /** Which of the measures can be asked of some days; as of /v1/pages. */
  filter_dimensions: string[];
  can_filter: Record<string, string[]>;
  faults: Fault[];
}

export type Polled<T> = { value: T; error: ApiError | null } | { value: null; error: ApiError | null };

/** An answer that is asked for anew as long as the page is seen; what is the same stays the same object. */
function usePolled<T>(path: string, everyMilliseconds: number): Polled<T> {
  const [polled, setPolled] = useState<Polled<T> & { text: string }>({ value: null, error: null, text: "" });
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      try {
        const text = await (await send(path)).text();
        if (!wanted) return;
        setPolled((old) =>
          old.text === text && old.error === null ? old : { value: JSON.parse(text) as T, error: null, text },
        );
      } catch (error) {
        // Away is not gone: what was shown stays, and the page says so.
        const isGone = error instanceof ApiError && error.kind === "refused";
        if (wanted)
          setPolled(
            (old) => ({ ...(isGone ? { value: null, text: "" } : old), error: error as ApiError }) as typeof old,
          );
      }
    };
    const look = () => {
      if (!document.hidden) void ask();
    };
    void ask();
    if (isReport) return;
    const timer = setInterval(look, everyMilliseconds);
    document.addEventListener("visibilitychange", look);
    return () => {
      wanted = false;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [path]);
  return polled;
}

export const pathOf = (name: string) => "/v1/dashboards/" + encodeURIComponent(name);

/** One dashboard, as its file is now, within two seconds. */
export const useDashboard = (name: string) => usePolled<Dashboard>(pathOf(name), 2_000);

/** All of them, for the rail. */
export function useDashboardNames(): DashboardName[] {
  return usePolled<{ dashboards: DashboardName[] }>("/v1/dashboards", 20_000).value?.dashboards ?? [];
}

/** Dashboards by a part of their title. */
export const dashboardSearch: SearchSource = {
  title: "Dashboards",
  isThere: () => true,
  find: async (text, _model, signal) => {
    if (text === "") return [];
    const answer = (await (await send("/v1/dashboards", { signal })).json()) as { dashboards: DashboardName[] };
    return answer.dashboards
      .filter((each) => each.title.toLowerCase().includes(text.toLowerCase()))
      .map((each) => ({ title: each.title, why: each.description, href: pageHref(["dashboard", each.name]) }));
  },
};
