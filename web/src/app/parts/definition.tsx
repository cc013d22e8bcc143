import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Sql } from "../../shared/sql";
import { statementOf } from "../api";
import { useModel, type Measure } from "../model";
import { useLoaded } from "../query";
import { Overlay } from "./overlay";

/** The name of a measure, which opens what it means. */
export function MeasureName({ name, children }: { name: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const measure = useModel().measure(name);
  if (!measure) return <>{children}</>;
  return (
    <>
      <button class="measure" title={measure.description} onClick={() => setOpen(true)}>
        {children}
      </button>
      {open && <Definition measure={measure} close={() => setOpen(false)} />}
    </>
  );
}

const goodWords = { up: "More is better.", down: "Less is better.", neither: "Neither more nor less is better." };

function Definition({ measure, close }: { measure: Measure; close: () => void }) {
  const model = useModel();
  const statement = useLoaded(measure.name, () => statementOf({ measures: [measure.name] }));
  const entity = model.entities.find((each) => each.entity === measure.entity);
  return (
    <Overlay title={measure.label} wide close={close}>
      <p>{measure.description}</p>
      <dl class="facts">
        <dt>Definition</dt>
        <dd>
          <code>
            {measure.name} = {measure.definition}
          </code>
        </dd>
        <dt>Of</dt>
        <dd>
          {entity?.label}: {entity?.description}
        </dd>
        <dt>Table</dt>
        <dd>
          <code>{measure.table}</code>
        </dd>
        <dt>Direction</dt>
        <dd>{goodWords[measure.good]}</dd>
      </dl>
      {statement.state === "ready" && <Sql text={statement.value} label={`SQL of ${measure.label}`} />}
      {statement.state === "failed" && <p class="caption">{statement.error.message}</p>}
    </Overlay>
  );
}
