import { useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icons";
import { filtersOf, navigate, rangeOf, setFilter, setRange, toggleMember, useAddress } from "../address";
import type { Cell } from "../api";
import { useMembers } from "../colors";
import { useModel } from "../model";
import { isDay, periodOf, type Range } from "../periods";
import { dayText, daysText, memberText, unknown } from "../values";
import { Overlay } from "./overlay";
import { Presets } from "./presets";

/** The days shown, and the filters that hold. */
export function FilterLine() {
  const model = useModel();
  const { params } = useAddress();
  const filters = filtersOf(params);
  return (
    <div class="filters" role="group" aria-label="Days and filters">
      {model.days && <RangeButtons range={rangeOf(params)} days={model.days} />}
      {filters.map((filter) => (
        <Chip key={filter.dimension} dimension={filter.dimension} members={filter.members} />
      ))}
      <AddFilter taken={filters.map((filter) => filter.dimension)} />
      {filters.length > 1 && (
        <button
          class="quiet"
          onClick={() => navigate((all) => filters.forEach((filter) => setFilter(all, filter.dimension, [])))}
        >
          Clear
        </button>
      )}
    </div>
  );
}

function RangeButtons({ range, days }: { range: Range; days: { first: string; last: string } }) {
  const [open, setOpen] = useState(false);
  const period = periodOf(range, useModel().content)!;
  return (
    <>
      <Presets range={range} other={() => setOpen(true)} />
      <button class="quiet days" title={`The data ends on ${dayText(days.last)}`} onClick={() => setOpen(true)}>
        {daysText(period.from, period.to)}
        {period.to === days.last && <span class="muted long"> · the data’s last day</span>}
      </button>
      {open && <DaysOverlay period={period} days={days} close={() => setOpen(false)} />}
    </>
  );
}

function DaysOverlay({
  period,
  days,
  close,
}: {
  period: { from: string; to: string };
  days: { first: string; last: string };
  close: () => void;
}) {
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const isGood = isDay(from) && isDay(to) && from <= to;
  return (
    <Overlay title="Days shown" close={close}>
      <form
        class="days-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isGood) return;
          navigate((params) => setRange(params, { preset: "days", from, to }));
          close();
        }}
      >
        <label>
          First day
          <input type="date" value={from} max={to} onInput={(event) => setFrom(event.currentTarget.value)} />
        </label>
        <label>
          Last day
          <input type="date" value={to} min={from} onInput={(event) => setTo(event.currentTarget.value)} />
        </label>
        <p class="caption">
          There is data from {dayText(days.first)} to {dayText(days.last)}.
        </p>
        <button class="button" disabled={!isGood}>
          Show
        </button>
      </form>
    </Overlay>
  );
}

function Chip({ dimension, members }: { dimension: string; members: (string | null)[] }) {
  const model = useModel();
  const [open, setOpen] = useState(false);
  const texts = members.map((member) => (member === null ? unknown : memberText(member, dimension, model.project)));
  const label = model.labelOf(dimension);
  return (
    <span class="filter-chip">
      <button class="text" onClick={() => setOpen(true)} title={`${label}: ${texts.join(", ")}`}>
        <span class="muted">{label}</span> {texts.length > 2 ? `${texts.length} chosen` : texts.join(", ")}
      </button>
      <button
        class="take"
        aria-label={`Remove the filter ${label}`}
        onClick={() => navigate((params) => setFilter(params, dimension, []))}
      >
        <Icon name="close" />
      </button>
      {open && <MembersOverlay dimension={dimension} close={() => setOpen(false)} />}
    </span>
  );
}

function AddFilter({ taken }: { taken: string[] }) {
  const model = useModel();
  const [chosen, setChosen] = useState<string | null>(null);
  const select = useRef<HTMLSelectElement>(null);
  const offered = model.content.filters.filter((dimension) => !taken.includes(dimension));
  if (offered.length === 0) return null;
  return (
    <>
      <label class="add-filter">
        <span aria-hidden="true">
          <Icon name="plus" /> Filter
        </span>
        <select
          ref={select}
          aria-label="Add a filter"
          value=""
          onChange={(event) => {
            setChosen(event.currentTarget.value);
            event.currentTarget.value = "";
          }}
        >
          <option value="" disabled hidden>
            Filter
          </option>
          {offered.map((dimension) => (
            <option value={dimension}>{model.labelOf(dimension)}</option>
          ))}
        </select>
      </label>
      {chosen && <MembersOverlay dimension={chosen} close={() => setChosen(null)} />}
    </>
  );
}

/** Which members of a dimension are shown. */
function MembersOverlay({ dimension, close }: { dimension: string; close: () => void }) {
  const model = useModel();
  const { params } = useAddress();
  const [text, setText] = useState("");
  const members = useMembers(dimension);
  const chosen = filtersOf(params).find((filter) => filter.dimension === dimension)?.members ?? [];
  const key = (member: Cell) => (member === null ? null : String(member));
  const label = model.labelOf(dimension);
  const shown = (members?.all ?? []).filter((member) =>
    memberText(member, dimension, model.project).toLowerCase().includes(text.toLowerCase()),
  );
  return (
    <Overlay title={`Show only: ${label}`} close={close}>
      <input
        class="text-input"
        type="search"
        placeholder="Find"
        aria-label={`Find in ${label}`}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <ul class="member-list">
        {shown.map((member) => (
          <li>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(key(member))}
                onChange={() => navigate((all) => toggleMember(all, dimension, key(member)))}
              />
              <span>{memberText(member, dimension, model.project)}</span>
            </label>
          </li>
        ))}
        {members && shown.length === 0 && <li class="muted">Nothing is called so.</li>}
      </ul>
      <button class="button" onClick={close}>
        Done
      </button>
    </Overlay>
  );
}
