import { useCallback, useMemo, useState } from "preact/hooks";
import type { Question, Rows } from "../api";
import { timeOption, type TimeData } from "../charts/time";
import type { Theme } from "../charts/style";
import { useModel, type Measure } from "../model";
import type { View } from "../query";
import { useCardMenu } from "./card_menu";
import { Chart } from "./chart";
import { Overlay, type MenuItem } from "./overlay";
import { AnswerTable, useColumns } from "./table";
import { timeDataOf, timeText } from "./time_data";

/** What stands behind a tile: its course over the days shown, or its figure alone where it has none. */
export interface BehindTile {
  question: Question;
  rows: Rows | undefined;
  /** Days parted as the course is. */
  view: View;
}

/** The menu of a tile, as other cards have it: of its course, drawn large, or of its figure. */
export function useTileMenu(measure: Measure, { question, rows, view }: BehindTile) {
  const model = useModel();
  const [asTable, setAsTable] = useState(false);
  const columns = useColumns(question.by ?? [], question.measures);
  const isCourse = (question.by ?? []).length > 0;
  const data = useMemo<TimeData | null>(() => {
    if (!rows || !isCourse) return null;
    return timeDataOf(model, view, { measures: question.measures, by: [], asks: {} }, rows, () => "series-1");
  }, [rows, view, model]);
  const draw = useCallback(
    (theme: Theme, width: number, tall: number) => timeOption(data!, theme, width, tall),
    [data],
  );
  const title = measure.label;
  const turn: MenuItem = { word: "As table", does: () => setAsTable(true) };
  const { menu, opened } = useCardMenu(
    { title, question, rows, draw: data ? draw : undefined },
    rows ? [turn] : [],
    data && <Chart draw={draw} label={timeText(title, data, measure, model)} height={260} />,
  );
  const table = asTable && rows && (
    <Overlay title={title} wide close={() => setAsTable(false)}>
      <AnswerTable rows={rows} columns={columns} label={`${title}, as a table`} />
    </Overlay>
  );
  return {
    menu,
    opened: (
      <>
        {opened}
        {table}
      </>
    ),
  };
}
