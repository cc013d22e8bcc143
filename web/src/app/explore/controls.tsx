import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons";
import { useModel, type Model } from "../model";
import { Overlay } from "../parts/overlay";
import { grains, type Grain } from "../periods";
import type { Choice } from "./choice";
import "./explore.css";

interface Option {
  name: string;
  label: string;
  group: string;
  description: string;
}

/** Finds one of many by what it is called or means. */
function Picker({
  title,
  options,
  choose,
  close,
}: {
  title: string;
  options: Option[];
  choose: (name: string) => void;
  close: () => void;
}) {
  const [text, setText] = useState("");
  const wanted = text.toLowerCase();
  const fits = options.filter((option) =>
    [option.label, option.name, option.description].some((each) => each.toLowerCase().includes(wanted)),
  );
  const groups = [...new Set(fits.map((option) => option.group))];
  return (
    <Overlay title={title} close={close}>
      <input
        class="text-input"
        type="search"
        aria-label="Find"
        placeholder="Find"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="picker">
        {groups.map((group) => (
          <section>
            <h3 class="caption">{group}</h3>
            {fits
              .filter((option) => option.group === group)
              .map((option) => (
                <button
                  onClick={() => {
                    choose(option.name);
                    close();
                  }}
                >
                  {option.label}
                  <span class="caption">{option.description}</span>
                </button>
              ))}
          </section>
        ))}
        {fits.length === 0 && (
          <p class="muted">
            {options.length === 0 ? "There is nothing that fits all that is chosen." : "Nothing is called so."}
          </p>
        )}
      </div>
    </Overlay>
  );
}

function measureOptions(model: Model, taken: string[]): Option[] {
  return [...model.measures.values()]
    .filter((measure) => !taken.includes(measure.name) && measure.format !== "text" && measure.format !== "date")
    .map(({ name, label, entity, description }) => ({ name, label, description, group: model.entityLabel(entity) }));
}

/** The dimensions that the chosen measures can all be asked by. */
function dimensionOptions(model: Model, choice: Choice): Option[] {
  return model
    .askedDimensions()
    .filter((name) => !choice.by.includes(name) && choice.measures.every((measure) => model.canFilter(measure, name)))
    .map((name) => {
      const dimension = model.dimension(name)!;
      const group = model.entityLabel(dimension.entity);
      return { name, label: model.labelOf(name), description: dimension.description, group };
    });
}

function Chosen({
  title,
  names,
  labelOf,
  add,
  remove,
  addWord,
}: {
  title: string;
  names: string[];
  labelOf: (name: string) => string;
  add: (() => void) | undefined;
  remove: (name: string) => void;
  addWord: string;
}) {
  return (
    <fieldset>
      <legend>{title}</legend>
      <ul class="chosen">
        {names.map((name) => (
          <li>
            <span>{labelOf(name)}</span>
            <button class="take" aria-label={`Remove ${labelOf(name)}`} onClick={() => remove(name)}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      {add && (
        <button class="quiet add" onClick={add}>
          <Icon name="plus" /> {addWord}
        </button>
      )}
    </fieldset>
  );
}

const mostMeasures = 6;
const mostDimensions = 3;

/** What is asked: the left side of the page. */
export function Controls({ choice, change }: { choice: Choice; change: (choice: Partial<Choice>) => void }) {
  const model = useModel();
  const [picks, setPicks] = useState<"measure" | "dimension" | null>(null);
  const without = (names: string[], name: string) => names.filter((each) => each !== name);
  return (
    <section class="card controls" aria-label="What is asked">
      <Chosen
        title="Measures"
        names={choice.measures}
        labelOf={(name) => model.measure(name)?.label ?? name}
        add={choice.measures.length < mostMeasures ? () => setPicks("measure") : undefined}
        remove={(name) => change({ measures: without(choice.measures, name) })}
        addWord="Measure"
      />
      <Chosen
        title="By"
        names={choice.by}
        labelOf={(name) => model.labelOf(name)}
        add={choice.by.length < mostDimensions ? () => setPicks("dimension") : undefined}
        remove={(name) => change({ by: without(choice.by, name) })}
        addWord="Dimension"
      />
      <label>
        Over time
        <select
          class="choice"
          value={choice.grain ?? ""}
          onChange={(event) => change({ grain: (event.currentTarget.value || null) as Grain | null })}
        >
          <option value="">All days together</option>
          {grains.map((grain) => (
            <option value={grain}>By {grain}</option>
          ))}
        </select>
      </label>
      {choice.by.length > 0 && (
        <label>
          As columns
          <select
            class="choice"
            value={choice.pivot ?? ""}
            onChange={(event) =>
              change({
                pivot: event.currentTarget.value || null,
                ...(event.currentTarget.value ? { shape: "table" } : {}),
              })
            }
          >
            <option value="">Nothing</option>
            {choice.by.map((name) => (
              <option value={name}>{model.labelOf(name)}</option>
            ))}
          </select>
        </label>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={choice.compares}
          onChange={(event) => change({ compares: event.currentTarget.checked })}
        />
        Compare with the days before
      </label>
      <div class="segmented" role="group" aria-label="Shown as">
        {(["chart", "table"] as const).map((shape) => (
          <button aria-pressed={choice.shape === shape} onClick={() => change({ shape })}>
            {shape === "chart" ? "Chart" : "Table"}
          </button>
        ))}
      </div>
      {picks === "measure" && (
        <Picker
          title="Add a measure"
          options={measureOptions(model, choice.measures)}
          choose={(name) => change({ measures: [...choice.measures, name] })}
          close={() => setPicks(null)}
        />
      )}
      {picks === "dimension" && (
        <Picker
          title="Add a dimension"
          options={dimensionOptions(model, choice)}
          choose={(name) => change({ by: [...choice.by, name] })}
          close={() => setPicks(null)}
        />
      )}
    </section>
  );
}
