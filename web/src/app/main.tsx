// Styles that the others change come first.
import "../shared/theme.css";
import "../shared/base.css";
import "./app.css";
import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { Icon } from "../shared/icons";
import { navigate, removeLastFilter } from "./address";
import { ApiError, forgetAnswers, send, whenSignedOut } from "./api";
import { loadModel, ModelProvider, PageNamesProvider, type Model } from "./model";
import { Failure, useLate } from "./parts/states";
import { OpenSearch, SearchBox } from "./parts/search_box";
import { FilterLine } from "./parts/top_line";
import { SignOut, UserMenu } from "./parts/user_menu";
import { SignIn } from "./pages/sign_in";
import { whenReloaded } from "./reload";
import { findPage, pages } from "./registry";
import { loadSession, SessionProvider, signInHash, type Session } from "./session";
import { Shell } from "./shell";

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

/** The pages as a server sends them: with search, filters and whoever is signed in. */
function Served({ model }: { model: Model }) {
  const [searches, setSearches] = useState(false);
  const search = useCallback(() => setSearches(true), []);
  useKeys(search);
  const find = (
    <button class="find" aria-label="Search" aria-keyshortcuts="/" onClick={search}>
      <Icon name="search" />
      <span class="word">Search</span>
      <kbd>/</kbd>
    </button>
  );
  return (
    <OpenSearch.Provider value={search}>
      <Shell model={model} pages={pages} before={find} after={<UserMenu />} filters={<FilterLine />} />
      {searches && <SearchBox close={() => setSearches(false)} />}
    </OpenSearch.Provider>
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
          <Served model={boot.model} />
        </SessionProvider>
      </PageNamesProvider>
    </ModelProvider>
  );
}

render(<App />, document.getElementById("app")!);
