import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons";
import { useModel, type Model } from "../model";
import { dayText, missing } from "../values";
import { isMask, type Customer, type Field, type Source } from "./customer";
import { Masked } from "./masked";

interface Group {
  /** Null for the customers' own. */
  title: string | null;
  fields: Field[];
}

/** The customers' own fields, then those of others by whose they are. */
function groupsOf(customer: Customer, model: Model): Group[] {
  const groups = new Map<string, Field[]>([[customer.entity, []]]);
  for (const field of customer.fields) groups.set(field.entity, [...(groups.get(field.entity) ?? []), field]);
  const titleOf = (entity: string) =>
    entity === customer.entity ? null : (model.entities.find((each) => each.entity === entity)?.label ?? entity);
  return [...groups].map(([entity, fields]) => ({ title: titleOf(entity), fields }));
}

/** What is known of a customer, and of each value where it comes from. */
export function Profile({ customer }: { customer: Customer }) {
  const model = useModel();
  const isMasked = customer.fields.some((field) => field.value !== null && isMask(field.value));
  return (
    <section class="card profile" aria-label="Profile">
      <header>
        <h2>Profile</h2>
      </header>
      {isMasked && (
        <p class="caption">
          Masked values stand for what you may not see; the same mask is the same value. Whoever runs the server gives
          the right to see them.
        </p>
      )}
      {groupsOf(customer, model).map(({ title, fields }) => (
        <div class="group">
          {title !== null && fields.length > 0 && <h3>{title}</h3>}
          <ul>
            {fields.map((field) => (
              <FieldOf key={field.entity + field.name} field={field} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function FieldOf({ field }: { field: Field }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div class="field-of">
        <span class="caption">{field.label}</span>
        <span class={"value" + (field.value === null ? " muted" : "")}>
          <Value field={field} />
        </span>
        <button
          class="icon-button small"
          aria-label={`Source of ${field.label}`}
          title="Where it comes from"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon name="source" />
        </button>
      </div>
      {open && <Sources sources={field.sources} />}
    </li>
  );
}

/** Addresses that people write to or call; nothing else becomes a link. */
function Value({ field: { value, role } }: { field: Field }) {
  if (value === null) return <>{missing}</>;
  if (value === "") return <span class="muted">(empty)</span>;
  if (isMask(value)) return <Masked value={value} />;
  if (role === "email" && /^[^\s@<>":]+@[^\s@<>":]+$/.test(value))
    return <a href={"mailto:" + encodeURIComponent(value).replace("%40", "@")}>{value}</a>;
  if (role === "phone" && /^\+?[\d\s()./-]{5,30}$/.test(value))
    return <a href={"tel:" + value.replace(/[^\d+]/g, "")}>{value}</a>;
  return <>{/^\d{4}-\d\d-\d\d$/.test(value) ? dayText(value) : value}</>;
}

const howWords = { copied: "Copied from", computed: "Computed from", aggregated: "Added up from" };

function Sources({ sources }: { sources: Source[] }) {
  if (sources.length === 0)
    return <p class="caption source-of">Worked out from the project’s metrics: no column holds it.</p>;
  return (
    <>
      {sources.map((source) => (
        <dl class="source-of">
          <dt>Table</dt>
          <dd>
            <code>{source.table}</code>
          </dd>
          <dt>Column</dt>
          <dd>
            <code>{source.column}</code>
          </dd>
          <dt>{howWords[source.how] ?? source.how}</dt>
          <dd>
            <code>{source.source_column}</code> of the source <code>{source.source}</code>
          </dd>
          {source.file !== null && (
            <>
              <dt>File</dt>
              <dd>
                <code>{source.file}</code>
              </dd>
              <dt>Record</dt>
              <dd>{source.record?.toLocaleString() ?? missing}</dd>
            </>
          )}
        </dl>
      ))}
    </>
  );
}
