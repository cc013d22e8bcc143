import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons";
import { Note } from "../../shared/parts";
import { Sql } from "../../shared/sql";
import { send, type ApiError, type Rows } from "../api";
import { csvBlob } from "../csv";
import { useModel } from "../model";
import { Failure, useLate } from "../parts/states";
import { download, Menu, Overlay } from "../parts/overlay";
import { useLoaded } from "../query";
import { isReport } from "../source";
import { pathOf, type OwnCard } from "./dashboards";
import { RowsTable } from "./rows_table";

const csvFrom = async (path: string) => (await send(path, { headers: { Accept: "text/csv" } })).blob();

/** The rows of a SELECT that stands in the file: filters of the page do not reach it. */
export function RowsCard({ dashboard, card, number }: { dashboard: string; card: OwnCard; number: number }) {
  const { project } = useModel();
  const path = `${pathOf(dashboard)}/rows/${number}`;
  const loaded = useLoaded(`${path} ${project.snapshot?.number} ${card.sql}`, async () => {
    return (await (await send(path)).json()) as Rows;
  });
  const [shows, setShows] = useState<"sql" | "full" | null>(null);
  const [fault, setFault] = useState<ApiError | null>(null);
  const title = card.title || "Rows";
  const save = async () => {
    setFault(null);
    try {
      const rows = loaded.state === "ready" && isReport ? csvBlob(loaded.value) : await csvFrom(path);
      download(rows, `${dashboard}-${number + 1}.csv`);
    } catch (error) {
      setFault(error as ApiError);
    }
  };
  const items = [
    { word: "Download CSV", does: () => void save() },
    { word: "Show SQL", does: () => setShows("sql") },
    { word: "Full screen", does: () => setShows("full") },
  ];
  const body = <RowsBody loaded={loaded} label={title} />;
  return (
    <section class={`card span-${card.width}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span class="tools">
          <Menu label={`Menu of ${title}`} items={items}>
            <Icon name="more" />
          </Menu>
        </span>
      </header>
      {card.description && <p class="caption">{card.description}</p>}
      {fault && <Note warn>{fault.message}</Note>}
      {shows !== "full" && body}
      <p class="caption">Days and filters of the page do not reach this table.</p>
      {shows === "sql" && (
        <Overlay title={`SQL of ${title}`} wide close={() => setShows(null)}>
          <Sql text={card.sql} label={`SQL of ${title}`} />
        </Overlay>
      )}
      {shows === "full" && (
        <Overlay title={title} wide close={() => setShows(null)}>
          {body}
        </Overlay>
      )}
    </section>
  );
}

function RowsBody({ loaded, label }: { loaded: ReturnType<typeof useLoaded<Rows>>; label: string }) {
  const late = useLate(loaded.state === "loading");
  if (loaded.state === "failed") return <Failure error={loaded.error} retry={loaded.retry} height={160} />;
  if (loaded.value === undefined)
    return (
      <div class={"skeleton" + (late ? " seen" : "")} style={{ height: "240px" }} role="status" aria-label="Loading" />
    );
  if (loaded.value.rows.length === 0) return <p class="state muted">The SELECT has no rows.</p>;
  return <RowsTable rows={loaded.value} label={label} />;
}
