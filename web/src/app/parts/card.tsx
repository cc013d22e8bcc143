import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { Icon } from "../../shared/icons";
import { Note } from "../../shared/parts";
import { Sql } from "../../shared/sql";
import { askCsv, statementOf, type ApiError, type Cell, type Question, type Rows } from "../api";
import { navigate, setFilter, setRange, toggleMember } from "../address";
import { useModel } from "../model";
import { useDescription } from "../own_card";
import { useLoaded, useView, type Loaded } from "../query";
import { isReport } from "../source";
import { daysText } from "../values";
import { pictureOf, type Draw } from "./chart";
import { MeasureName } from "./definition";
import { csvBlob } from "../csv";
import { download, Menu, Overlay, type MenuItem } from "./overlay";
import { AnswerTable, useColumns } from "./table";
import "./card.css";

/** What a card asks, draws and says about itself. */
export interface CardProps {
  title: string;
  /** The measure whose name stands in the title: it opens its definition. */
  measure?: string | undefined;
  width: number;
  /** The question whose rows the card shows, as table, CSV and SQL. */
  question: Question;
  loaded: Loaded<unknown>;
  rows: Rows | undefined;
  /** How the card is drawn as a picture. */
  draw?: Draw | undefined;
  /** Pixels that the body takes while it loads. */
  height: number;
  /** Labels of what holds on the page and cannot hold here. */
  leftOut: string[];
  notes?: (string | false | null | undefined)[];
  /** What it shows is a table already. */
  isTable?: boolean;
  tools?: ComponentChildren;
  link?: (row: Cell[], column: number) => string | undefined;
  children: () => ComponentChildren;
}

/** Filters the page by a member, or no longer; undefined where that has no answer. */
export const pick = isReport ? undefined : filterBy;

function filterBy(dimension: string, member: Cell): void {
  navigate((params) => toggleMember(params, dimension, member === null ? null : String(member)));
}

const fileName = (title: string, ending: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, 80) +
  "." +
  ending;

/** All rows from the server; a report has those that it shows. */
const csvOf = async (question: Question, rows: Rows | undefined): Promise<Blob> =>
  isReport && rows ? csvBlob(rows) : askCsv(question);

/** Questions whose rows are time or periods cannot become filters of a page. */
const canPick = (dimension: string) => !/\.(day|week|month|quarter|year)$/.test(dimension);

export function Card(props: CardProps) {
  const [asTable, setAsTable] = useState(false);
  const [shows, setShows] = useState<"sql" | "full" | null>(null);
  const [fault, setFault] = useState<ApiError | null>(null);
  const below = useSource();
  const description = useDescription();
  const save = async (make: () => Promise<Blob>, ending: string) => {
    setFault(null);
    try {
      download(await make(), fileName(props.title, ending));
    } catch (error) {
      setFault(error as ApiError);
    }
  };
  const { draw } = props;
  const items: MenuItem[] = [
    ...(props.isTable ? [] : [{ word: asTable ? "As chart" : "As table", does: () => setAsTable(!asTable) }]),
    { word: "Download CSV", does: () => void save(() => csvOf(props.question, props.rows), "csv") },
    ...(draw
      ? [{ word: "Download PNG", does: () => void save(() => pictureOf(draw, props.title, below), "png") }]
      : []),
    ...(isReport ? [] : [{ word: "Show SQL", does: () => setShows("sql") }]),
    { word: "Full screen", does: () => setShows("full") },
  ];
  return (
    <section class={`card span-${props.width}`} aria-label={props.title}>
      <CardHead
        {...props}
        menu={<Menu label={`Menu of ${props.title}`} items={items} children={<Icon name="more" />} />}
      />
      {description && <p class="caption">{description}</p>}
      {fault && <Note warn>{fault.message}</Note>}
      {shows !== "full" && <CardBody {...props} asTable={asTable} />}
      <CardNotes {...props} />
      {shows === "sql" && <SqlOverlay {...props} close={() => setShows(null)} />}
      {shows === "full" && (
        <Overlay title={props.title} wide close={() => setShows(null)}>
          <CardBody {...props} asTable={asTable} />
          <CardNotes {...props} />
        </Overlay>
      )}
    </section>
  );
}

function CardHead({ title, measure, tools, menu }: CardProps & { menu: ComponentChildren }) {
  const model = useModel();
  const label = measure === undefined ? undefined : model.measure(measure)?.label;
  const rest = label && title.startsWith(label) ? title.slice(label.length) : null;
  return (
    <header>
      <h2>
        {rest === null ? title : <MeasureName name={measure!}>{label}</MeasureName>}
        {rest}
      </h2>
      <span class="tools">
        {tools}
        {menu}
      </span>
    </header>
  );
}

function CardBody(props: CardProps & { asTable: boolean }) {
  const { loaded, rows, question, height } = props;
  const columns = useColumns(question.by ?? [], question.measures);
  const late = useLate(loaded.state === "loading");
  if (loaded.state === "failed") return <Failure error={loaded.error} retry={loaded.retry} height={height} />;
  if (loaded.value === undefined || rows === undefined)
    return (
      <div
        class={"skeleton" + (late ? " seen" : "")}
        style={{ height: `${height}px` }}
        aria-label="Loading"
        role="status"
      />
    );
  if (rows.rows.length === 0) return <Nothing height={height} />;
  return (
    <div class={"body" + (loaded.state === "loading" && late ? " stale" : "")} aria-busy={loaded.state === "loading"}>
      {props.asTable ? (
        <AnswerTable
          rows={rows}
          columns={columns}
          label={`${props.title}, as a table`}
          {...(props.link ? { link: props.link } : {})}
          {...((question.by ?? []).every(canPick) ? { pick } : {})}
        />
      ) : (
        props.children()
      )}
    </div>
  );
}

/** What the page has already said of all its cards. */
export const SaidAbove = createContext<string[]>([]);

/** Says what does not hold here, and whatever else must be known. */
function CardNotes({ leftOut: all, notes = [], rows }: CardProps) {
  const above = useContext(SaidAbove);
  const leftOut = all.filter((label) => !above.includes(label));
  const said = rows && rows.rows.length > 0 ? notes.filter((note): note is string => Boolean(note)) : [];
  if (leftOut.length > 0) said.push(`Not filtered by ${leftOut.join(", ")}: what is counted here does not lead to it.`);
  return said.length > 0 ? <p class="caption">{said.join(" ")}</p> : null;
}

/** True once something lasts longer than people notice. */
export function useLate(active: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!active) return setLate(false);
    const timer = setTimeout(() => setLate(true), 100);
    return () => clearTimeout(timer);
  }, [active]);
  return late;
}

export function Failure({ error, retry, height }: { error: ApiError; retry?: () => void; height?: number }) {
  return (
    <div class="state" role="alert" style={height === undefined ? {} : { minHeight: `${height}px` }}>
      <p>
        <strong>{error.kind === "refused" ? "This cannot be asked." : "This could not be loaded."}</strong>{" "}
        {error.message}
      </p>
      {error.hint && <p class="muted">{error.hint}</p>}
      {retry && (
        <button class="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** No rows: because of what was chosen, or because there is nothing. */
export function Nothing({ height }: { height: number }) {
  const view = useView();
  const isFiltered = view.filters.length > 0;
  const clear = () =>
    navigate((params) => {
      if (isFiltered) view.filters.forEach((filter) => setFilter(params, filter.dimension, []));
      else setRange(params, { preset: "all" });
    });
  return (
    <div class="state" style={{ minHeight: `${height}px` }}>
      <p class="muted">{isFiltered ? "Nothing fits these days and filters." : "There is nothing in these days."}</p>
      <button class="button" onClick={clear}>
        {isFiltered ? "Clear the filters" : "Show all days"}
      </button>
    </div>
  );
}

function SqlOverlay({ title, question, close }: CardProps & { close: () => void }) {
  const loaded = useLoaded(JSON.stringify(question), () => statementOf(question));
  const [copied, setCopied] = useState(false);
  return (
    <Overlay title={`SQL of ${title}`} wide close={close}>
      {loaded.state === "failed" && <Failure error={loaded.error} retry={loaded.retry} />}
      {loaded.state === "ready" && (
        <>
          <Sql text={loaded.value} label={`SQL of ${title}`} />
          <p>
            <button
              class="button"
              onClick={() => void navigator.clipboard.writeText(loaded.value).then(() => setCopied(true))}
            >
              {copied ? "Copied" : "Copy"}
            </button>
          </p>
        </>
      )}
    </Overlay>
  );
}

/** Where a picture comes from. */
export function useSource(): string {
  const model = useModel();
  const view = useView();
  const filters = view.filters.map(({ dimension, members }) => `${model.labelOf(dimension)}: ${members.join(", ")}`);
  const parts = [
    model.project.project,
    view.period && daysText(view.period.from, view.period.to),
    ...filters,
    model.project.snapshot && `snapshot ${model.project.snapshot.number}`,
  ];
  return parts.filter(Boolean).join(" · ");
}
