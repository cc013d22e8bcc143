import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import "../shared/theme.css";
import "../shared/base.css";
import { age, instant } from "../shared/format";
import { href, useRoute, useThemeChoice } from "../shared/hooks";
import { Icon, type IconName } from "../shared/icons";
import { Note } from "../shared/parts";
import { data } from "./data";
import { Lineage } from "./pages/lineage";
import { EntityPage, MeasurePage, Metrics } from "./pages/metrics";
import { Overview } from "./pages/overview";
import { Rows } from "./pages/rows";
import { SourcePage, Sources } from "./pages/sources";
import { TablePage } from "./pages/table";
import { Tables } from "./pages/tables";
import { Search } from "./search";

const places: { name: string; word: string; icon: IconName; of: string[] }[] = [
  { name: "", word: "Overview", icon: "overview", of: [] },
  { name: "sources", word: "Sources", icon: "sources", of: ["sources"] },
  { name: "tables", word: "Tables", icon: "tables", of: ["tables", "table"] },
  { name: "metrics", word: "Metrics", icon: "metrics", of: ["metrics", "measure"] },
  { name: "lineage", word: "Lineage", icon: "lineage", of: ["lineage"] },
  { name: "rows", word: "Rows", icon: "rows", of: ["rows"] },
];

function Page({ route }: { route: string[] }) {
  const [page, first, second] = route;
  switch (page) {
    case undefined:
      return <Overview />;
    case "sources":
      return first === undefined ? <Sources /> : <SourcePage name={first} />;
    case "tables":
      return <Tables role={first} />;
    case "table":
      return <TablePage id={first ?? ""} column={second} />;
    case "metrics":
      return first === undefined ? <Metrics /> : <EntityPage name={first} />;
    case "measure":
      return <MeasurePage name={first ?? ""} />;
    case "lineage":
      return <Lineage id={first} column={second} />;
    case "rows":
      return <Rows />;
  }
  return <Note warn>There is no page “{page}”.</Note>;
}

function Freshness() {
  if (!data.snapshot) return <span class="fresh caption">has not run yet</span>;
  const seconds = (Date.now() - Date.parse(data.snapshot.created)) / 1000;
  const limit = data.project.freshness_seconds;
  const stale = limit !== null && seconds > limit;
  return (
    <span
      class={"fresh " + (stale ? "tag warn" : "caption")}
      title={stale ? `the project allows ${age(limit)}` : undefined}
    >
      <span class="long">Snapshot {data.snapshot.number} of </span>
      {instant(data.snapshot.created, data.project.time_zone)}
      {stale && `, ${age(seconds)} old`}
    </span>
  );
}

function titleOf(route: string[]): string {
  const place = places.find((each) => each.of.includes(route[0] ?? "") || (route.length === 0 && each.name === ""));
  const what = route.length > 1 ? route.slice(1).join(".") : (place?.word ?? "");
  return [what, data.project.name, "data documentation"].filter(Boolean).join(" · ");
}

function App() {
  const route = useRoute();
  const [searches, setSearches] = useState(false);
  const main = useRef<HTMLElement>(null);
  const toggleTheme = useThemeChoice();
  const where = route.join("/");

  useEffect(() => {
    document.title = titleOf(route);
  }, [where]);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) {
      main.current?.focus({ preventScroll: true });
      if (!(route[0] === "table" && route.length > 2)) scrollTo(0, 0);
    }
    first.current = false;
  }, [where]);
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if ((event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
        event.preventDefault();
        setSearches(true);
      }
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);

  return (
    <div class="frame">
      <button class="skip" onClick={() => main.current?.focus()}>
        To the page
      </button>
      <nav class="rail" aria-label="Pages">
        {places.map((place) => {
          const here = place.name === "" ? route.length === 0 : place.of.includes(route[0] ?? "");
          return (
            <a
              href={place.name === "" ? "#/" : href(place.name)}
              {...(here ? { "aria-current": "page" as const } : {})}
              title={place.word}
            >
              <Icon name={place.icon} />
              <span class="word">{place.word}</span>
            </a>
          );
        })}
      </nav>
      <header class="top">
        <a class="project" href="#/">
          {data.project.name}
        </a>
        {data.project.environment && <span class="tag long">{data.project.environment}</span>}
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
      </header>
      <main ref={main} tabIndex={-1}>
        <Page key={where} route={route} />
      </main>
      {searches && <Search close={() => setSearches(false)} />}
    </div>
  );
}

render(<App />, document.getElementById("app")!);
