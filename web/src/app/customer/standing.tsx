import { useModel, type Measure, type Model } from "../model";
import { MeasureName } from "../parts/definition";
import { compact, exact, numberOf, percent } from "../values";
import { lifetimeValue, type Customer, type Place, type Standing } from "./customer";

/** A customer's measure as figures are written by. */
export function measureOf(standing: Standing, model: Model): Measure {
  const known = model.measure(standing.name);
  if (known) return known;
  const { name, label, entity, format, unit, decimals, good, description } = standing;
  const rest = { table: "", definition: "", ratio: null, compares_periods: false, additivity: "non_additive" } as const;
  return { name, label, entity, format, unit, decimals, good, description, ...rest };
}

/** "More than 82.3% of the others have less", for a bar that is not seen. */
export function placeText({ rank, of, percentile }: Place): string {
  const place = `${rank.toLocaleString()} of ${of.toLocaleString()}`;
  return percentile === null ? place : `${place}: ${percent(Number(percentile))} of the others have less`;
}

/** By what they measure, beginning with what the customer's worth is of. */
function groupsOf(customer: Customer, model: Model): { title: string; measures: Standing[] }[] {
  const first = lifetimeValue(customer, model)?.entity;
  const groups = new Map<string, Standing[]>(first === undefined ? [] : [[first, []]]);
  for (const measure of customer.measures) groups.set(measure.entity, [...(groups.get(measure.entity) ?? []), measure]);
  const labelOf = (entity: string) => model.entities.find((each) => each.entity === entity)?.label ?? entity;
  return [...groups].map(([entity, measures]) => ({ title: labelOf(entity), measures }));
}

/** The customer's measures over all days, and where among all customers they stand. */
export function StandingPanel({ customer }: { customer: Customer }) {
  const model = useModel();
  return (
    <section class="card standing" aria-label="Measures">
      <header>
        <h2>Measures</h2>
        <span class="caption">place among all</span>
      </header>
      {customer.measures.length === 0 && <p class="muted">The project measures nothing of customers.</p>}
      {groupsOf(customer, model).map(({ title, measures }) => (
        <div class="group">
          <h3>{title}</h3>
          <ul>
            {measures.map((measure) => (
              <StandingOf key={measure.name} standing={measure} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function StandingOf({ standing }: { standing: Standing }) {
  const model = useModel();
  const measure = measureOf(standing, model);
  const { value, place } = standing;
  const isText = measure.format === "text" || measure.format === "date";
  const all = exact(value, measure, model.project);
  return (
    <li>
      <span class="name-of">
        <MeasureName name={measure.name}>{measure.label}</MeasureName>
      </span>
      <span class={"number" + (value === null ? " muted" : "")} title={all}>
        {isText ? all : compact(numberOf(value), measure, model.project)}
      </span>
      {place && <PlaceBar place={place} />}
    </li>
  );
}

function PlaceBar({ place }: { place: Place }) {
  const text = placeText(place);
  const share = Number(place.percentile);
  return (
    <div class="place-of" title={text}>
      {place.percentile !== null && (
        <svg width="100%" height="8" role="img" aria-label={text}>
          <rect class="all" y="2" width="100%" height="4" rx="2" />
          <rect class="less" y="2" width={`${100 * share}%`} height="4" rx="2" />
          <rect class="here" x={`${100 * share}%`} width="3" height="8" rx="1" transform={`translate(${-3 * share})`} />
        </svg>
      )}
      <span class="caption number">
        {place.rank.toLocaleString()} of {place.of.toLocaleString()}
      </span>
    </div>
  );
}
