import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons";
import { Note } from "../../shared/parts";
import { Sql } from "../../shared/sql";
import { askCsv, statementOf, type ApiError, type Question, type Rows } from "../api";
import { csvBlob } from "../csv";
import { useModel } from "../model";
import { useLoaded, useView } from "../query";
import { isReport } from "../source";
import { daysText } from "../values";
import { Failure } from "./states";
import { pictureOf, type Draw } from "./chart";
import { download, Menu, Overlay, type MenuItem } from "./overlay";

/** What stands behind a card. */
export interface Behind {
  title: string;
  /** The question whose rows the card shows, as table, CSV and SQL. */
  question: Question;
  rows: Rows | undefined;
  /** How the card is drawn as a picture. */
  draw?: Draw | undefined;
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

/** Gives files to the reader; what went wrong with the last one. */
function useDownload(title: string) {
  const [fault, setFault] = useState<ApiError | null>(null);
  const save = async (make: () => Promise<Blob>, ending: string) => {
    setFault(null);
    try {
      download(await make(), fileName(title, ending));
    } catch (error) {
      setFault(error as ApiError);
    }
  };
  return { fault, save };
}

/**
 * The menu of a card: what it has of its own, then CSV, PNG, SQL, and full screen where there is something to show so.
 * `opened` is what the menu has opened, to stand within the card.
 */
export function useCardMenu({ title, question, rows, draw }: Behind, own: MenuItem[], whole?: ComponentChildren) {
  const [shows, setShows] = useState<"sql" | "full" | null>(null);
  const { fault, save } = useDownload(title);
  const below = useSource();
  const close = () => setShows(null);
  const picture: MenuItem[] = draw
    ? [{ word: "Download PNG", does: () => void save(() => pictureOf(draw, title, below), "png") }]
    : [];
  const items: MenuItem[] = [
    ...own,
    { word: "Download CSV", does: () => void save(() => csvOf(question, rows), "csv") },
    ...picture,
    ...(isReport ? [] : [{ word: "Show SQL", does: () => setShows("sql") }]),
    ...(whole ? [{ word: "Full screen", does: () => setShows("full") }] : []),
  ];
  return {
    menu: <Menu label={`Menu of ${title}`} items={items} children={<Icon name="more" />} />,
    opened: (
      <>
        {fault && <Note warn>{fault.message}</Note>}
        {shows === "sql" && <SqlOverlay title={title} question={question} close={close} />}
        {shows === "full" && <Overlay title={title} wide close={close} children={whole} />}
      </>
    ),
    isFull: shows === "full",
  };
}

function SqlOverlay({ title, question, close }: { title: string; question: Question; close: () => void }) {
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
