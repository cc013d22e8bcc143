import type { ComponentChildren } from "preact";
import { useMembers } from "../colors";
import { useModel } from "../model";
import { MeasureName } from "../parts/definition";
import { compact, dayText, exact, missing, numberOf } from "../values";
import { isMask, lifetimeValue, type Customer, type Field } from "./customer";
import { Masked } from "./masked";
import { measureOf } from "./standing";

/** Groups that people know by their colour. */
const groupRoles = ["segment", "tier"];

/** The letters that stand for a name: of its first word and its last; none for what does not begin with a letter. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  if (words.some((word) => !/^\p{L}/u.test(word))) return "";
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return ends.map((word) => [...word][0]!.toUpperCase()).join("");
}

export function CustomerHead({ customer }: { customer: Customer }) {
  const model = useModel();
  const name = customer.name ?? `${customer.label} ${customer.id}`;
  const worth = lifetimeValue(customer, model);
  const measure = worth && measureOf(worth, model);
  const letters = customer.name !== null && !isMask(name) ? initials(name) : "";
  return (
    <header class="card customer-head">
      <div class="who">
        {letters && (
          <span class="initials" aria-hidden="true">
            {letters}
          </span>
        )}
        <div>
          <h1 title={name.length > 60 ? name : undefined}>{isMask(name) ? <Masked value={name} /> : name}</h1>
          <div class="tags">
            {customer.fields.filter(isGroup).map((field) => (
              <Group key={field.entity + field.name} field={field} />
            ))}
            <span class="caption">{customer.id}</span>
          </div>
        </div>
      </div>
      <dl>
        {measure && (
          <Fact name="Lifetime value" title={exact(worth.value, measure, model.project)} large>
            {compact(numberOf(worth.value), measure, model.project)}
            <span class="caption">
              <MeasureName name={worth.name}>{worth.label}</MeasureName>
            </span>
          </Fact>
        )}
        <Fact name="Customer since">{dayOrMissing(customer.first_seen)}</Fact>
        <Fact name="Last seen">{dayOrMissing(customer.last_seen)}</Fact>
      </dl>
    </header>
  );
}

const dayOrMissing = (at: string | null) => (at === null ? missing : dayText(at));
const isGroup = (field: Field) => groupRoles.includes(field.role) && field.value !== null;

function Group({ field }: { field: Field }) {
  const members = useMembers(`${field.entity}.${field.name}`);
  return (
    <span class="tag">
      <svg width="8" height="8" aria-hidden="true">
        <rect width="8" height="8" rx="2" fill={`var(--${members?.colorOf(field.value) ?? "unknown"})`} />
      </svg>
      <span class="muted">{field.label}</span> <bdi>{field.value}</bdi>
    </span>
  );
}

function Fact(props: { name: string; title?: string; large?: boolean; children: ComponentChildren }) {
  return (
    <div class={props.large ? "large" : ""}>
      <dt>{props.name}</dt>
      <dd title={props.title}>{props.children}</dd>
    </div>
  );
}
