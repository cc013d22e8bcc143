import { Note } from "../../shared/parts";
import { filled } from "../layout";
import { SaidAbove } from "../parts/card";
import { Failure } from "../parts/states";
import { BandsCard } from "../parts/bands_card";
import { BarsCard } from "../parts/bars_card";
import { CohortCard } from "../parts/cohort_card";
import { TableCard } from "../parts/table_card";
import { Tiles } from "../parts/tiles";
import { TimeCard } from "../parts/time_card";
import { WeekCard } from "../parts/week_card";
import { useModel, type CardSpec, type Model, type PageSpec } from "../model";
import { leftOutOf, useLearned, useView, type View } from "../query";

/** One card of a page, by its kind. */
export function CardOf({ spec }: { spec: CardSpec }) {
  switch (spec.kind) {
    case "time":
      return <TimeCard spec={spec} />;
    case "bars":
    case "parts":
      return <BarsCard spec={spec} />;
    case "table":
      return <TableCard spec={spec} />;
    case "bands":
      return <BandsCard spec={spec} />;
    case "week":
      return <WeekCard spec={spec} />;
    case "cohorts":
      return <CohortCard spec={spec} />;
    case "tile":
      return <Tiles specs={[spec]} />;
  }
}

/** What no card of a page can be filtered by: said once, above them. */
function leftOutOfAll(model: Model, view: View, cards: CardSpec[]): string[] {
  const [first, ...others] = cards.map((card) => leftOutOf(model, view, card));
  return (first ?? []).filter((label) => others.every((each) => each.includes(label)));
}

/** A page whose cards follow from the project's metrics. */
export function ContentPage({ name }: { name: string }) {
  const page = useModel().page(name);
  return page ? <Cards page={page} /> : <Note warn>This project has nothing for this page.</Note>;
}

function Cards({ page }: { page: PageSpec }) {
  const model = useModel();
  const view = useView();
  const tiles = page.cards.filter((card) => card.kind === "tile");
  const cards = filled(page.cards.filter((card) => card.kind !== "tile"));
  const measures = [...new Set(page.cards.flatMap((card) => [...card.measures, ...card.marks]))];
  const learned = useLearned(
    measures,
    view.filters.map((filter) => filter.dimension),
  );
  if (learned.state === "failed") return <Failure error={learned.error} retry={learned.retry} />;
  if (learned.state === "loading") return null;
  const leftOut = leftOutOfAll(model, view, page.cards);
  return (
    <SaidAbove.Provider value={leftOut}>
      <h1 class="visually-hidden">{page.title}</h1>
      {leftOut.length > 0 && (
        <p class="note above">Nothing here is filtered by {leftOut.join(", ")}: what is counted does not lead to it.</p>
      )}
      <div class="grid">
        {tiles.length > 0 && <Tiles specs={tiles} />}
        {cards.map((card) => (
          <CardOf key={card.title} spec={card} />
        ))}
      </div>
    </SaidAbove.Provider>
  );
}
