import { render } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import "../shared/theme.css";
import "../shared/base.css";
import "./app.css";
import { Icon, type IconName } from "../shared/icons";
import { Note } from "../shared/parts";
import { useThemeChoice } from "../shared/hooks";
import { navigate, pageHref, removeLastFilter, useAddress } from "./address";
import { ApiError, forgetAnswers, send, whenSignedOut } from "./api";
import { useDashboardNames } from "./dashboard/dashboards";
import { loadModel, ModelProvider, PageNamesProvider, type Model } from "./model";
import { Failure, useLate } from "./parts/card";
import { OpenSearch, SearchBox } from "./parts/search_box";
import { FilterLine, Freshness } from "./parts/top_line";
import { SignOut, UserMenu } from "./parts/user_menu";
import { SignIn } from "./pages/sign_in";
import { whenReloaded } from "./reload";
import { loadSession, may, SessionProvider, signInHash, useSession, type Session } from "./session";
import { findPage, pages, type PageEntry } from "./registry";

const lookEvery = 20_000;

type Boot = { model: Model; session: Session | null } | { error: ApiError } | "signed out" | null;

/** The project, read anew once another snapshot is there. */
function useProject(): [Boot, () => void] {
  const [boot, setBoot] = useState<Boot>(null);
  const load = () => {
    forgetAnswers();
    Promise.all([loadModel(), loadSession()]).then(
      ([model, session]) => setBoot({ model, session }),
      (error: ApiError) => (error.status === 401 ? signedOut() : setBoot({ error })),
    );
  };
  const signedOut = () => {
    forgetAnswers();
    history.replaceState(null, "", signInHash(location.hash));
    setBoot("signed out");
  };
  useEffect(() => {
    whenSignedOut(signedOut);
    whenReloaded(load);
    load();
  }, []);
  const number =
    boot !== null && typeof boot === "object" && "model" in boot ? (boot.model.project.snapshot?.number ?? 0) : null;
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

function Page({ model, entry, parts }: { model: Model; entry: PageEntry | undefined; parts: string[] }) {
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
  const session = useSession();
  const rail = pages.filter((page) => page.inRail && page.isThere(model) && may(session, page.least));
  const name = parts[0] ?? rail.find((page) => page.filters)?.name;
  const entry = name === undefined ? undefined : findPage(name);
  const where = parts.join("/");
  const search = useCallback(() => setSearches(true), []);
  useKeys(search);

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
          <button class="find" aria-label="Search" aria-keyshortcuts="/" onClick={search}>
            <Icon name="search" />
            <span class="word">Search</span>
            <kbd>/</kbd>
          </button>
          <button class="icon-button" aria-label="Light or dark" title="Light or dark" onClick={toggleTheme}>
            <Icon name="theme" />
          </button>
          <UserMenu />
        </div>
        {entry?.filters && entry.isThere(model) && <FilterLine />}
      </header>
      <main ref={main} tabIndex={-1}>
        <OpenSearch.Provider value={search}>
          <Page key={where} model={model} entry={entry} parts={parts.slice(1)} />
        </OpenSearch.Provider>
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
  if (boot === "signed out") return <SignIn />;
  if ("error" in boot)
    return (
      <main>
        <h1 class="visually-hidden">c360</h1>
        <Failure error={boot.error} retry={reload} height={320} />
        {boot.error.status === 403 && <SignOut />}
      </main>
    );
  return (
    <ModelProvider value={boot.model}>
      <PageNamesProvider value={(name) => findPage(name)?.isThere(boot.model) ?? false}>
        <SessionProvider value={boot.session}>
          <Shell model={boot.model} />
        </SessionProvider>
      </PageNamesProvider>
    </ModelProvider>
  );
}

render(<App />, document.getElementById("app")!);
