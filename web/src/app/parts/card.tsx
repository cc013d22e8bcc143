import { createContext, type ComponentChildren } from "preact";
import { useContext, useState } from "preact/hooks";
import type { Cell } from "../api";
import { navigate, setFilter, setRange, toggleMember } from "../address";
import { useModel } from "../model";
import { useDescription } from "../own_card";
import { useView, type Loaded } from "../query";
import { isReport } from "../source";
import { useCardMenu, type Behind } from "./card_menu";
import { MeasureName } from "./definition";
import type { MenuItem } from "./overlay";
import { Failure, useLate } from "./states";
import { AnswerTable, useColumns } from "./table";
import "./card.css";

/** What a card asks, draws and says about itself. */
export interface CardProps extends Behind {
  /** The measure whose name stands in the title: it opens its definition. */
  measure?: string | undefined;
  width: number;
  loaded: Loaded<unknown>;
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

/** Questions whose rows are time or periods cannot become filters of a page. */
const canPick = (dimension: string) => !/\.(day|week|month|quarter|year)$/.test(dimension);

export function Card(props: CardProps) {
  const [asTable, setAsTable] = useState(false);
  const description = useDescription();
  const whole = (
    <>
      <CardBody {...props} asTable={asTable} />
      <CardNotes {...props} />
    </>
  );
  const turn: MenuItem = { word: asTable ? "As chart" : "As table", does: () => setAsTable(!asTable) };
  const { menu, opened, isFull } = useCardMenu(props, props.isTable ? [] : [turn], whole);
  return (
    <section class={`card span-${props.width}`} aria-label={props.title}>
      <CardHead {...props} menu={menu} />
      {description && <p class="caption">{description}</p>}
      {opened}
      {isFull ? <CardNotes {...props} /> : whole}
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
