import { pageHref } from "../address";
import type { Cell, Question } from "../api";
import { useHasPage, useModel, type CardSpec } from "../model";
import { useOwnSettings } from "../own_card";
import { conditionsOfCard, useAnswer, useView } from "../query";
import { Card, pick } from "./card";
import { AnswerTable, useColumns } from "./table";

const mostRows = 20;
const otherMembers = "Other";

/** The greatest rows of measures by dimensions; the first dimension may lead to a page of each row. */
export function TableCard({ spec }: { spec: CardSpec }) {
  const model = useModel();
  const view = useView();
  const own = useOwnSettings();
  const conditions = conditionsOfCard(model, view, spec);
  const question: Question = {
    measures: spec.measures,
    by: spec.by,
    where: conditions.where,
    order: own.order.length > 0 ? own.order : [`${spec.measures[0]} desc`],
    limit: own.limit ?? mostRows,
    ...(own.top === null ? {} : { top: own.top, rest: otherMembers }),
  };
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
      leftOut={conditions.leftOut}
    >
      {() =>
        loaded.state !== "failed" && (
          <AnswerTable
            rows={loaded.value!}
            columns={columns}
            label={spec.title}
            whole
            {...(link ? { link } : { pick: (dimension: string, member: Cell) => pick(dimension, member) })}
          />
        )
      }
    </Card>
  );
}
