import { useCallback, useMemo } from "preact/hooks";
import { navigate, setRange } from "../address";
import { useMembers } from "../colors";
import { timeOption, type TimeData } from "../charts/time";
import type { Theme } from "../charts/style";
import { useModel, type CardSpec } from "../model";
import { addDays, grains, nextStart, type Grain } from "../periods";
import { grainIn, hasOwnGrain, leftOutOf, questionOf, useAnswer, useView } from "../query";
import { isReport } from "../source";
import { Card } from "./card";
import { Chart } from "./chart";
import { Menu } from "./overlay";
import { timeDataOf, timeText } from "./time_data";

const height = 260;

/** How time is parted on all pages. */
function GrainMenu({ grain }: { grain: Grain }) {
  const items = grains.map((each) => ({
    word: `By ${each}`,
    checked: each === grain,
    does: () => navigate((params) => params.set("grain", each)),
  }));
  return (
    <Menu label="How time is parted" items={items} plain>
      by {grain}
    </Menu>
  );
}

/** Measures over time. Days are parted as suits them, unless the card says how. */
export function TimeCard({ spec }: { spec: CardSpec }) {
  const model = useModel();
  const chosen = useView();
  const asked = spec.asks.rows!;
  const grain = grainIn(asked, chosen);
  const view = useMemo(() => ({ ...chosen, grain }), [chosen, grain]);
  const split = spec.by[0] ?? null;
  const measure = model.measure(spec.measures[0]!)!;
  const members = useMembers(split);
  const question = questionOf(model, view, asked)!;
  const loaded = useAnswer(question);
  const earlier = useAnswer(questionOf(model, view, spec.asks.before));
  const before = earlier.state === "ready" && spec.asks.before && view.period?.before ? earlier.value : undefined;
  const rows = loaded.state === "failed" ? undefined : loaded.value;

  const data = useMemo<TimeData | null>(() => {
    if (!rows || (split && !members)) return null;
    return timeDataOf(model, view, spec, rows, members?.colorOf ?? (() => "series-1"), before);
  }, [rows, before, members, view, spec, model]);

  const draw = useCallback(
    (theme: Theme, width: number, height: number) => timeOption(data!, theme, width, height),
    [data],
  );
  const select = (from: number, to: number) => {
    const [first, last] = [data!.starts[from], data!.starts[to]];
    if (!first || !last || !view.period) return;
    const end = addDays(nextStart(last, view.grain), -1);
    const days = {
      from: first < view.period.from ? view.period.from : first,
      to: end > view.period.to ? view.period.to : end,
    };
    navigate((params) => setRange(params, { preset: "days", ...days }));
  };
  return (
    <Card
      title={spec.title}
      measure={spec.measures.length === 1 ? spec.measures[0] : undefined}
      width={spec.width}
      question={question}
      loaded={loaded}
      rows={data ? rows : undefined}
      draw={data ? draw : undefined}
      height={height}
      leftOut={leftOutOf(model, view, spec).filter((label) => label !== "dates")}
      notes={[
        data?.partial.some(Boolean) && `Dashed: a ${view.grain} that is not whole within these days.`,
        data?.series.some((each) => each.faint) && `Thin grey: ${view.period?.beforeWords}.`,
      ]}
      tools={hasOwnGrain(asked) || isReport ? undefined : <GrainMenu grain={grain} />}
    >
      {() =>
        data && (
          <Chart
            draw={draw}
            label={timeText(spec.title, data, measure, model)}
            height={height}
            onSelect={isReport ? undefined : select}
          />
        )
      }
    </Card>
  );
}
