import { useEffect } from "preact/hooks";
import { Note } from "../../shared/parts";
import { sentence } from "../../shared/format";
import { useDashboard, type Dashboard as DashboardData, type Fault, type OwnCard } from "../dashboard/dashboards";
import { MarkdownCard } from "../dashboard/markdown_card";
import { StackedCard } from "../dashboard/stacked_card";
import { RowsCard } from "../dashboard/rows_card";
import { useModel, type CardSpec } from "../model";
import { DescriptionProvider } from "../own_card";
import { Failure } from "../parts/states";
import { useLearned, useView } from "../query";
import { Tiles } from "../parts/tiles";
import { isReport } from "../source";
import { CardOf } from "./content";
import "./dashboard.css";

/** A page of the project's own: "#/dashboard/stores" is dashboards/stores.yaml, as it is now. */
export function Dashboard({ parts: [name = ""] }: { parts: string[] }) {
  const { project } = useModel();
  const { value, error } = useDashboard(name);
  const title = value?.title;
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · ${project.project}`;
  }, [title]);
  if (value === null)
    return error ? (
      <>
        <h1 class="visually-hidden">{name}</h1>
        <Failure error={error} height={240} />
        <p class="caption">Dashboards are files of the project: dashboards/NAME.yaml.</p>
      </>
    ) : null;
  return (
    <>
      <div class="head dashboard-head">
        <h1>{value.title || name}</h1>
        {value.description && <p class="muted">{value.description}</p>}
        {error && <Note warn>The server does not answer. This is how the dashboard was.</Note>}
        {value.faults.length > 0 && <Faults faults={value.faults} />}
      </div>
      <Cards dashboard={value} />
    </>
  );
}

/** What is wrong with the file, where, and what to do. */
function Faults({ faults }: { faults: Fault[] }) {
  return (
    <div class="note warn faults" role="status">
      <p>
        <strong>{faults.length === 1 ? "The file has a mistake." : `The file has ${faults.length} mistakes.`}</strong>{" "}
        {!isReport && "It is read anew as soon as it is saved."}
      </p>
      <ul>
        {faults.map(({ where, message, hint }) => (
          <li>
            <code>{where}</code> {sentence(message)}
            {hint && <span class="hint">{sentence(hint)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Cards({ dashboard }: { dashboard: DashboardData }) {
  const model = useModel();
  const view = useView();
  model.learn(dashboard.filter_dimensions, dashboard.can_filter);
  const measures = new Set(dashboard.cards.flatMap((card) => card.cards).flatMap((card) => card.measures));
  const learned = useLearned(
    [...measures],
    view.filters.map((filter) => filter.dimension),
  );
  if (dashboard.cards.length === 0 && dashboard.faults.length === 0)
    return <p class="state muted">This dashboard has no cards yet.</p>;
  if (learned.state === "failed") return <Failure error={learned.error} retry={learned.retry} height={240} />;
  if (learned.state === "loading") return null;
  return (
    <div class="grid dashboard">
      {dashboard.cards.map((card, number) => (
        <CardOfFile key={`${number} ${JSON.stringify(card)}`} dashboard={dashboard.name} card={card} number={number} />
      ))}
    </div>
  );
}

/** Whether a card is bars of one dimension, parted by another. */
const isStacked = ({ kind, by }: CardSpec) => (kind === "bars" || kind === "parts") && by.length > 1;

function CardOfFile({ dashboard, card, number }: { dashboard: string; card: OwnCard; number: number }) {
  const model = useModel();
  const specs = card.cards;
  if (card.kind === "markdown") return <MarkdownCard card={card} />;
  if (!model.project.snapshot)
    return (
      <section class={`card span-${card.width}`} aria-label={card.title}>
        <p class="muted">There is nothing to show before the project’s first run.</p>
      </section>
    );
  if (card.kind === "rows") return <RowsCard dashboard={dashboard} card={card} number={number} />;
  if (specs.length === 0)
    return (
      <section class={`card span-${card.width}`} aria-label={card.title || "A card with a mistake"}>
        {card.title && <h2>{card.title}</h2>}
        <p class="muted">It cannot be drawn: what is wrong stands above.</p>
      </section>
    );
  return (
    <DescriptionProvider value={card.description}>
      {card.kind === "tile" ? (
        <div class={`own-tiles span-${card.width}`}>
          <Tiles specs={specs} />
        </div>
      ) : (
        specs.map((spec) =>
          isStacked(spec) ? (
            <StackedCard key={spec.title} spec={spec} whole={spec.kind === "parts"} />
          ) : (
            <CardOf key={spec.title} spec={spec} />
          ),
        )
      )}
    </DescriptionProvider>
  );
}
