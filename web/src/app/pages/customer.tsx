import { useContext, useEffect, useState } from "preact/hooks";
import { sentence } from "../../shared/format";
import { Icon } from "../../shared/icons";
import { askCustomer, type Customer as CustomerData } from "../customer/customer";
import { CustomerHead } from "../customer/head";
import { Profile } from "../customer/profile";
import { StandingPanel } from "../customer/standing";
import { TimelinePanel } from "../customer/timeline";
import type { ApiError } from "../api";
import { useModel } from "../model";
import { Failure, useLate } from "../parts/states";
import { OpenSearch } from "../parts/search_box";
import { useLoaded } from "../query";
import "./customer.css";

/** All that is known of one customer: "#/customer/7". */
export function Customer({ parts: [id] }: { parts: string[] }) {
  const { project } = useModel();
  const loaded = useLoaded(id === undefined ? null : `${id} in ${project.snapshot?.number}`, () => askCustomer(id!));
  const late = useLate(loaded.state === "loading");
  const name = loaded.state === "ready" ? loaded.value.name : null;
  useEffect(() => {
    if (name !== null) document.title = `${name} · ${project.project}`;
  }, [name]);
  if (id === undefined) return <Which />;
  if (loaded.state === "failed") return <NoCustomer error={loaded.error} retry={loaded.retry} />;
  if (loaded.value === undefined) return <Skeleton seen={late} />;
  return <CustomerPage key={loaded.value.snapshot} customer={loaded.value} />;
}

const panels = [
  { name: "timeline", word: "Timeline" },
  { name: "profile", word: "Profile" },
  { name: "standing", word: "Measures" },
];

/** Side by side; on a phone one at a time. */
function CustomerPage({ customer }: { customer: CustomerData }) {
  const [shown, setShown] = useState("timeline");
  return (
    <div class={`customer shows-${shown}`}>
      <CustomerHead customer={customer} />
      <div class="segmented panels" role="group" aria-label="Parts of the page">
        {panels.map(({ name, word }) => (
          <button aria-pressed={name === shown} onClick={() => setShown(name)}>
            {word}
          </button>
        ))}
      </div>
      <Profile customer={customer} />
      <TimelinePanel customer={customer} />
      <StandingPanel customer={customer} />
    </div>
  );
}

function SearchButton() {
  const open = useContext(OpenSearch);
  return (
    <button class="button" onClick={open}>
      Search customers
    </button>
  );
}

function Which() {
  return (
    <div class="state tall">
      <h1>Which customer?</h1>
      <p class="muted">
        Press <kbd>/</kbd> and type a name, an e-mail address, a telephone number or an id. Typing errors are forgiven.
      </p>
      <SearchButton />
    </div>
  );
}

/** There is none, with the reason; or it could not be asked. */
function NoCustomer({ error, retry }: { error: ApiError; retry: () => void }) {
  if (error.status !== 404)
    return (
      <>
        <h1 class="visually-hidden">Customer</h1>
        <Failure error={error} retry={retry} height={320} />
      </>
    );
  return (
    <div class="state tall">
      <Icon name="person" />
      <h1>{sentence(error.message)}</h1>
      {error.hint && <p class="muted">{sentence(error.hint)}</p>}
      <SearchButton />
    </div>
  );
}

/** The shape of what comes. */
function Skeleton({ seen }: { seen: boolean }) {
  const block = (name: string, height: number) => (
    <div class={`card ${name} skeleton` + (seen ? " seen" : "")} style={{ height: `${height}px` }} />
  );
  return (
    <div class="customer shows-timeline" role="status" aria-label="Loading">
      {block("customer-head", 96)}
      {block("profile", 420)}
      {block("timeline", 640)}
      {block("standing", 640)}
    </div>
  );
}
