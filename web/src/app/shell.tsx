/** What stands around every page: the rail, the line at the top, and why a page is not there. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "../shared/icons";
import { Note } from "../shared/parts";
import { useThemeChoice } from "../shared/hooks";
import { pageHref, useAddress } from "./address";
import { useDashboardNames } from "./dashboard/dashboards";
import type { Model } from "./model";
import type { PageEntry } from "./page_entry";
import { Failure } from "./parts/states";
import { Freshness } from "./parts/freshness";
import { may, useSession } from "./session";

/** The pages, and below them the project's own dashboards. */
function Rail({ entries, parts: [name, own] }: { entries: PageEntry[]; parts: (string | undefined)[] }) {
  const rail = useRef<HTMLElement>(null);
  const dashboards = useDashboardNames();
  useEffect(() => {
    rail.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [name, own, dashboards.length]);
  const link = (to: string[], icon: IconName, word: string, isHere: boolean) => (
    <a href={pageHref(to)} title={word} {...(isHere ? { "aria-current": "page" as const } : {})}>
      <Icon name={icon} />
      <span class="word">{word}</span>
    </a>
  );
  return (
    <nav class="rail" aria-label="Pages" ref={rail}>
      {entries.map((entry) => link([entry.name], entry.icon, entry.word, entry.name === name))}
      {dashboards.length > 0 && <hr />}
      {dashboards.map((each) =>
        link(["dashboard", each.name], "board", each.title, name === "dashboard" && own === each.name),
      )}
    </nav>
  );
}

/** Why there is nothing to show, and what to do. */
function NoPages({ model }: { model: Model }) {
  if (model.problem)
    return (
      <>
        <h1 class="visually-hidden">{model.project.project}</h1>
        <Failure error={model.problem} height={320} />
      </>
    );
  if (!model.project.snapshot)
    return (
      <div class="state tall">
        <h1>{model.project.project} has not run yet</h1>
        <p>
          Start <code>c360 run</code> in the project’s folder. These pages fill by themselves when it is done.
        </p>
      </div>
    );
  return (
    <div class="state tall">
      <h1>There are no pages yet</h1>
      <p>
        Pages follow from <code>metrics/*.yaml</code>. What they lack:
      </p>
      <ul>
        {model.project.pages.map((page) => (
          <li>
            <strong>{page.title}</strong>: {page.lacks.join("; ")}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Page({
  model,
  pages,
  entry,
  parts,
}: {
  model: Model;
  pages: PageEntry[];
  entry: PageEntry | undefined;
  parts: string[];
}) {
  const session = useSession();
  if (entry && !may(session, entry.least))
    return (
      <Note warn>{`${entry.word} needs the role ${entry.least}; ${session!.name} has the role ${session!.role}.`}</Note>
    );
  if (entry?.isThere(model)) return <entry.page parts={parts} />;
  const lacks = model.project.pages.find((page) => page.name === entry?.name)?.lacks ?? [];
  if (entry && model.project.snapshot && lacks.length > 0)
    return <Note warn>{`No ${entry.word}: ${lacks.join("; ")}.`}</Note>;
  if (entry || !pages.some((page) => page.inRail && page.filters && page.isThere(model)))
    return <NoPages model={model} />;
  return <Note warn>There is no such page.</Note>;
}

export interface Surroundings {
  model: Model;
  /** In the order of the rail. */
  pages: PageEntry[];
  /** What the line at the top has before and after the choice of light and dark. */
  before?: ComponentChildren;
  after?: ComponentChildren;
  /** What holds for all cards of a page: days and filters. */
  filters: ComponentChildren;
  below?: ComponentChildren;
  /** The page to begin with where none has figures. */
  otherwise?: string;
}

export function Shell({ model, pages, before, after, filters, below, otherwise }: Surroundings) {
  const { parts } = useAddress();
  const main = useRef<HTMLElement>(null);
  const toggleTheme = useThemeChoice();
  const session = useSession();
  const rail = pages.filter((page) => page.inRail && page.isThere(model) && may(session, page.least));
  const name = parts[0] ?? rail.find((page) => page.filters)?.name ?? otherwise;
  const entry = pages.find((page) => page.name === name);
  const where = parts.join("/");

  const first = useRef(true);
  useEffect(() => {
    document.title = [entry?.word, model.project.project].filter(Boolean).join(" · ");
    if (!first.current) {
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    first.current = false;
  }, [where]);

  return (
    <div class="frame">
      <button class="skip" onClick={() => main.current?.focus()}>
        To the page
      </button>
      <Rail entries={rail} parts={[entry?.name, parts[1]]} />
      <header class="top">
        <div class="line">
          <a class="project" href={pageHref([])}>
            {model.project.project}
          </a>
          {model.project.environment && <span class="tag">{model.project.environment}</span>}
          <Freshness />
          <span class="space" />
          {before}
          <button class="icon-button" aria-label="Light or dark" title="Light or dark" onClick={toggleTheme}>
            <Icon name="theme" />
          </button>
          {after}
        </div>
        {entry?.filters && entry.isThere(model) && filters}
      </header>
      <main ref={main} tabIndex={-1}>
        <Page key={where} model={model} pages={pages} entry={entry} parts={parts.slice(1)} />
        {below}
      </main>
    </div>
  );
}
