import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import "../shared/theme.css";
import "../shared/base.css";
import "./app.css";
import { Icon } from "../shared/icons";
import { Note } from "../shared/parts";
import { useThemeChoice } from "../shared/hooks";
import { navigate, pageHref, removeLastFilter, useAddress } from "./address";
import { ApiError, forgetAnswers, send } from "./api";
import { loadModel, ModelProvider, PageNamesProvider, type Model } from "./model";
import { Failure, useLate } from "./parts/card";
import { SearchBox } from "./parts/search_box";
import { FilterLine, Freshness } from "./parts/top_line";
import { findPage, pages, type PageEntry } from "./registry";

const lookEvery = 20_000;

type Boot = { model: Model } | { error: ApiError } | null;

/** The project, read anew once another snapshot is there. */
function useProject(): [Boot, () => void] {
  const [boot, setBoot] = useState<Boot>(null);
  const load = () => {
    forgetAnswers();
    loadModel().then(
      (model) => setBoot({ model }),
      (error: ApiError) => setBoot({ error }),
    );
  };
  useEffect(load, []);
  const number = boot && "model" in boot ? (boot.model.project.snapshot?.number ?? 0) : null;
  useEffect(() => {
    if (number === null) return;
    const look = async () => {
      if (document.hidden) return;
      try {
        const { snapshot } = (await (await send("/healthz")).json()) as { snapshot: number };
        if (snapshot !== number) load();
      } catch {
        // The server is away: what is shown stays, and whoever asks more is told.
      }
    };
    const timer = setInterval(() => void look(), lookEvery);
    const shown = () => void look();
    document.addEventListener("visibilitychange", shown);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", shown);
    };
  }, [number]);
  return [boot, load];
}

function Rail({ entries, here }: { entries: PageEntry[]; here: string | undefined }) {
  const rail = useRef<HTMLElement>(null);
  useEffect(() => {
    rail.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [here]);
  return (
    <nav class="rail" aria-label="Pages" ref={rail}>
      {entries.map((entry) => (
        <a
          href={pageHref([entry.name])}
          title={entry.word}
          {...(entry.name === here ? { "aria-current": "page" as const } : {})}
        >
          <Icon name={entry.icon} />
          <span class="word">{entry.word}</span>
        </a>
      ))}
    </nav>
  );
}

/** Why there is nothing to show, and what to do. */
function NoPages({ model }: { model: Model }) {
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

function Page({ model, entry, parts }: { model: Model; entry: PageEntry | undefined; parts: string[] }) {
  if (entry?.isThere(model)) return <entry.page parts={parts} />;
  const lacks = model.project.pages.find((page) => page.name === entry?.name)?.lacks ?? [];
  if (entry && model.project.snapshot && lacks.length > 0)
    return <Note warn>{`No ${entry.word}: ${lacks.join("; ")}.`}</Note>;
  if (entry || !pages.some((page) => page.inRail && page.filters && page.isThere(model)))
    return <NoPages model={model} />;
  return <Note warn>There is no such page.</Note>;
}

function isTyping(event: Event): boolean {
  const target = event.composedPath()[0]; // also within an editor's shadow
  return (
    target instanceof HTMLElement && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable)
  );
}

/** "/" searches, Escape takes the last filter away. */
function useKeys(search: () => void): void {
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (isTyping(event) || event.defaultPrevented) return;
      if (event.key === "/" || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        search();
      }
      if (event.key === "Escape") navigate((params) => void removeLastFilter(params));
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);
}

function Shell({ model }: { model: Model }) {
  const { parts } = useAddress();
  const [searches, setSearches] = useState(false);
  const main = useRef<HTMLElement>(null);
  const toggleTheme = useThemeChoice();
  const rail = pages.filter((page) => page.inRail && page.isThere(model));
  const name = parts[0] ?? rail.find((page) => page.filters)?.name;
  const entry = name === undefined ? undefined : findPage(name);
  const where = parts.join("/");
  useKeys(() => setSearches(true));

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
      <Rail entries={rail} here={entry?.name} />
      <header class="top">
        <div class="line">
          <a class="project" href={pageHref([])}>
            {model.project.project}
          </a>
          {model.project.environment && <span class="tag">{model.project.environment}</span>}
          <Freshness />
          <span class="space" />
          <button class="find" aria-label="Search" aria-keyshortcuts="/" onClick={() => setSearches(true)}>
            <Icon name="search" />
            <span class="word">Search</span>
            <kbd>/</kbd>
          </button>
          <button class="icon-button" aria-label="Light or dark" title="Light or dark" onClick={toggleTheme}>
            <Icon name="theme" />
          </button>
        </div>
        {entry?.filters && entry.isThere(model) && <FilterLine />}
      </header>
      <main ref={main} tabIndex={-1}>
        <Page key={where} model={model} entry={entry} parts={parts.slice(1)} />
      </main>
      {searches && <SearchBox close={() => setSearches(false)} />}
    </div>
  );
}

function App() {
  const [boot, reload] = useProject();
  const late = useLate(boot === null);
  if (boot === null)
    return (
      <div class="frame">
        <nav class="rail" aria-label="Pages" />
        <main aria-busy="true">{late && <p class="visually-hidden">Loading</p>}</main>
      </div>
    );
  if ("error" in boot)
    return (
      <main>
        <h1 class="visually-hidden">c360</h1>
        <Failure error={boot.error} retry={reload} height={320} />
      </main>
    );
  return (
    <ModelProvider value={boot.model}>
      <PageNamesProvider value={(name) => findPage(name)?.isThere(boot.model) ?? false}>
        <Shell model={boot.model} />
      </PageNamesProvider>
    </ModelProvider>
  );
}

render(<App />, document.getElementById("app")!);
