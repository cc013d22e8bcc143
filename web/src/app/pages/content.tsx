import { BarsCard } from "../parts/bars_card";
import { TableCard } from "../parts/table_card";
import { Tiles } from "../parts/tiles";
import { TimeCard } from "../parts/time_card";
import { useModel, type CardSpec } from "../model";
import { Note } from "../../shared/parts";

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
    default:
      return null;
  }
}

/** A page whose cards follow from the project's metrics. */
export function ContentPage({ name }: { name: string }) {
  const page = useModel().page(name);
  if (!page || page.cards.length === 0) return <Note warn>This project has nothing for this page.</Note>;
  const tiles = page.cards.filter((card) => card.kind === "tile");
  return (
    <>
      <h1 class="visually-hidden">{page.title}</h1>
      <div class="grid">
        {tiles.length > 0 && <Tiles specs={tiles} />}
        {page.cards
          .filter((card) => card.kind !== "tile")
          .map((card) => (
            <CardOf key={card.title} spec={card} />
          ))}
      </div>
    </>
  );
}
