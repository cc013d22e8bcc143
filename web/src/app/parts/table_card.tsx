import { pageHref } from "../address";
import type { Cell } from "../api";
import { useHasPage, useModel, type CardSpec } from "../model";
import { leftOutOf, questionOf, useAnswer, useView } from "../query";
import { Card, pick } from "./card";
import { AnswerTable, useColumns } from "./table";

/** The greatest rows of measures by dimensions; the first dimension may lead to a page of each row. */
export function TableCard({ spec }: { spec: CardSpec }) {
  const model = useModel();
  const view = useView();
  const question = questionOf(model, view, spec.asks.rows)!;
  const loaded = useAnswer(question);
  const columns = useColumns(spec.by, spec.measures);
  const leadsTo = spec.leads_to;
  const hasPage = useHasPage();
  const link =
    leadsTo && hasPage(leadsTo)
      ? (row: Cell[], at: number) => (at <= 1 && row[0] !== null ? pageHref([leadsTo, String(row[0])]) : undefined)
      : undefined;
  return (
    <Card
      title={spec.title}
      width={spec.width}
      question={question}
      loaded={loaded}
      rows={loaded.state === "failed" ? undefined : loaded.value}
      isTable
      height={420}
      leftOut={leftOutOf(model, view, spec)}
    >
      {() =>
        loaded.state !== "failed" && (
          <AnswerTable
            rows={loaded.value!}
            columns={columns}
            label={spec.title}
            whole
            {...(link ? { link } : { pick })}
          />
        )
      }
    </Card>
  );
}
