import { useState } from "preact/hooks";
import { Note } from "../../shared/parts";
import { navigate, useAddress } from "../address";
import { Controls } from "../explore/controls";
import { choiceOf, dashboardOf, fileOf, putChoice, type Choice } from "../explore/choice";
import { ResultTable, shownTogether } from "../explore/result_table";
import { useModel, type CardSpec, type Model } from "../model";
import { BarsCard } from "../parts/bars_card";
import { Failure } from "../parts/states";
import { download, Overlay } from "../parts/overlay";
import { Tiles } from "../parts/tiles";
import { TimeCard } from "../parts/time_card";
import type { Grain } from "../periods";
import { useLearned, useView } from "../query";

/** What to begin with: the first measure of the first page, over time. */
function withDefault(choice: Choice, model: Model, grain: Grain): Choice {
  if (choice.measures.length > 0) return choice;
  const card = model.content.pages.flatMap((page) => page.cards)[0];
  const first = card?.measures[0] ?? [...model.measures.keys()][0];
  return { ...choice, measures: first ? [first] : [], grain: choice.grain ?? (model.days ? grain : null) };
}

function titleOf(choice: Choice, model: Model): string {
  const measures = choice.measures.map((name) => model.measure(name)?.label ?? name);
  const by = [...choice.by.map((name) => model.labelOf(name)), ...(choice.grain ? [choice.grain] : [])];
  return measures.join(", ") + (by.length > 0 ? " by " + by.join(", ").toLowerCase() : "");
}

/** As much as a chart has room for; the others are folded into one, under a name that no member has. */
const room = { time: 5, bars: 7 };
const rest = "\u200bOthers";

/** A card of the reader's own: what it asks. */
function asksOf(kind: "tile" | "time" | "bars", choice: Choice, measures: string[], model: Model): CardSpec["asks"] {
  const asked = { days: "shown" as const, measures, by: choice.by.slice(0, 1), where: [], order: [] };
  if (kind === "bars") return { rows: { ...asked, order: [`${measures[0]} desc`], top: room.bars, rest } };
  if (kind === "time") {
    const by = [`time.${choice.grain}`, ...asked.by];
    if (asked.by.length > 0) return { rows: { ...asked, by, top: room.time, rest } };
    const rows = { ...asked, by };
    return measures.length > 1 ? { rows } : { rows, before: { ...rows, days: "before" } };
  }
  const parts = measures.flatMap(
    (name) => (model.measure(name)?.format === "percent" && model.measure(name)?.ratio) || [],
  );
  const figures = { ...asked, by: [], measures: [...new Set([...measures, ...parts])] };
  if (!model.canFilter(measures[0]!, "time")) return { figures };
  const one = { ...asked, by: [] };
  return { figures, before: { ...one, days: "before" }, course: { ...one, by: ["time"] } };
}

function cardOf(
  kind: "tile" | "time" | "bars",
  choice: Choice,
  model: Model,
  measures: string[],
  width = 12,
): CardSpec {
  return {
    kind,
    title: titleOf({ ...choice, measures }, model),
    measures,
    by: kind === "tile" ? [] : choice.by.slice(0, 1),
    marks: [],
    bands: null,
    leads_to: null,
    all_days: false,
    width,
    asks: asksOf(kind, choice, measures, model),
  };
}

/** The same question as a chart: over time as lines, else as bars of each measure. */
function Charts({ choice }: { choice: Choice }) {
  const model = useModel();
  const measures = choice.measures.map((name) => model.measure(name)!);
  const together = shownTogether(measures).map((measure) => measure.name);
  if (choice.grain) {
    const shown = choice.by.length > 0 ? together.slice(0, 1) : together;
    return <TimeCard spec={cardOf("time", choice, model, shown)} />;
  }
  if (choice.by.length === 0)
    return <Tiles specs={choice.measures.map((name) => cardOf("tile", choice, model, [name], 4))} />;
  return (
    <>
      {choice.measures.map((name) => (
        <BarsCard key={name} spec={cardOf("bars", choice, model, [name], choice.measures.length > 1 ? 6 : 12)} />
      ))}
    </>
  );
}

function chartNote(choice: Choice, model: Model): string | null {
  if (choice.shape !== "chart") return null;
  if (choice.by.length > 1) return "A chart shows the first dimension; the table has all.";
  const measures = choice.measures.map((name) => model.measure(name)!);
  if (choice.grain && choice.by.length > 0 && measures.length > 1)
    return "A chart shows the first measure; the table has all.";
  if (choice.grain && shownTogether(measures).length < measures.length)
    return "A chart shows measures of one kind together; the table has all.";
  return null;
}

function SaveButton({ choice }: { choice: Choice }) {
  const model = useModel();
  const { params } = useAddress();
  const [open, setOpen] = useState(false);
  const [copied, setCopied] = useState(false);
  const title = titleOf(choice, model);
  const text = dashboardOf(title, choice, params);
  const file = fileOf(title);
  return (
    <>
      <button class="button" onClick={() => setOpen(true)}>
        Save as dashboard
      </button>
      {open && (
        <Overlay title="Save as dashboard" close={() => setOpen(false)} wide>
          <p>
            Keep this as <code>dashboards/{file}</code> in the project’s folder.
          </p>
          <pre class="sql" tabIndex={0} role="region" aria-label="The dashboard as YAML">
            <code>{text}</code>
          </pre>
          <p class="buttons">
            <button class="button" onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
              {copied ? "Copied" : "Copy"}
            </button>
            <button class="button" onClick={() => download(new Blob([text], { type: "text/yaml" }), file)}>
              Download
            </button>
          </p>
        </Overlay>
      )}
    </>
  );
}

export function Explore() {
  const model = useModel();
  const { params } = useAddress();
  const asked = choiceOf(params);
  const known = { ...asked, measures: asked.measures.filter((name) => model.measure(name)) };
  const choice = withDefault(known, model, useView().grain);
  const learned = useLearned(choice.measures, model.askedDimensions());
  const change = (some: Partial<Choice>) => navigate((all) => putChoice(all, { ...choice, ...some }));
  if (choice.measures.length === 0) return <Note warn>This project has no measures.</Note>;
  if (learned.state === "failed") return <Failure error={learned.error} retry={learned.retry} />;
  const unfit = choice.by.filter((name) => choice.measures.some((measure) => model.canFilter(measure, name) === false));
  const note = chartNote(choice, model);
  return (
    <>
      <h1 class="visually-hidden">Explore</h1>
      <div class="explore">
        <Controls choice={choice} change={change} />
        <div class="grid">
          {asked.measures.length > known.measures.length && (
            <Note warn>Some measures of this address are not in the project.</Note>
          )}
          {unfit.length > 0 ? (
            <Note warn>
              {unfit.map((name) => model.labelOf(name)).join(", ")}: not all of these measures lead there. Take one or
              the other away.
            </Note>
          ) : learned.state === "ready" ? (
            choice.shape === "table" ? (
              <ResultTable choice={choice} title={titleOf(choice, model)} />
            ) : (
              <Charts choice={choice} />
            )
          ) : null}
          <div class="below">
            {note && <p class="caption">{note}</p>}
            <SaveButton choice={choice} />
          </div>
        </div>
      </div>
    </>
  );
}
