import { Component } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { counted } from "../../shared/format";
import { Icon, type IconName } from "../../shared/icons";
import { navigate, useAddress } from "../address";
import { useModel, type Project } from "../model";
import { Failure, useLate } from "../parts/states";
import { dayText, exact } from "../values";
import { isMask, type Customer, type EventCount, type TimelineEvent } from "./customer";
import { Masked } from "./masked";
import { timeOfDay, weekdayOf } from "./moments";
import { useTimeline, type Timeline } from "./use_timeline";

const icons: Record<string, IconName> = {
  customer: "person",
  sale: "sale",
  payment: "payment",
  ticket: "service",
  session: "web",
  loyalty: "loyalty",
  loyalty_change: "loyalty",
};

/** Which kinds are shown stands in the address; none is all of them. */
const chosenIn = (params: URLSearchParams, counts: EventCount[]) =>
  params.getAll("kind").filter((entity) => counts.some((each) => each.entity === entity));

function toggle(entity: string): void {
  navigate((params) => {
    const chosen = params.getAll("kind");
    params.delete("kind");
    const others = chosen.filter((each) => each !== entity);
    for (const each of others.length < chosen.length ? others : [...chosen, entity]) params.append("kind", each);
  }, true);
}

/** What happened, newest first, day by day. */
export function TimelinePanel({ customer }: { customer: Customer }) {
  const { params } = useAddress();
  const chosen = chosenIn(params, customer.events);
  const timeline = useTimeline(customer, chosen);
  const late = useLate(timeline.loading === "first");
  const counts = customer.events.filter((each) => each.count > 0);
  const total = counts
    .filter((each) => chosen.length === 0 || chosen.includes(each.entity))
    .reduce((sum, each) => sum + each.count, 0);
  return (
    <section class="card timeline" aria-label="Timeline">
      <header>
        <h2>Timeline</h2>
        <span class="caption">{counted(total, "event")}</span>
      </header>
      {counts.length > 1 && <Kinds counts={counts} chosen={chosen} />}
      {total === 0 && <Nothing chosen={chosen} />}
      <div class={late ? "stale" : ""} aria-busy={timeline.loading !== "no"}>
        {timeline.parts.map((events, i) => (
          <Days key={i} events={events} before={timeline.parts[i - 1]?.at(-1)} counts={customer.events} />
        ))}
      </div>
      {timeline.fault && <Failure error={timeline.fault} retry={timeline.retry} />}
      {!timeline.fault && <More timeline={timeline} total={total} />}
    </section>
  );
}

function Kinds({ counts, chosen }: { counts: EventCount[]; chosen: string[] }) {
  return (
    <div class="chips" role="group" aria-label="Kinds of events">
      {counts.map(({ entity, kind, label, count }) => (
        <button class={`chip of-${kind}`} aria-pressed={chosen.includes(entity)} onClick={() => toggle(entity)}>
          <Icon name={icons[kind] ?? "event"} />
          {label}
          <span class="number">{count.toLocaleString()}</span>
        </button>
      ))}
      {chosen.length > 0 && (
        <button class="quiet" onClick={() => navigate((params) => params.delete("kind"), true)}>
          All
        </button>
      )}
    </div>
  );
}

function Nothing({ chosen }: { chosen: string[] }) {
  return (
    <div class="state">
      <p class="muted">
        {chosen.length > 0
          ? "Nothing of these kinds happened."
          : "Nothing is known to have happened with this customer."}
      </p>
    </div>
  );
}

/** Loads more when its end comes near, and by a button. */
function More({ timeline, total }: { timeline: Timeline; total: number }) {
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(timeline.more);
  more.current = timeline.more;
  const shown = timeline.parts.reduce((sum, part) => sum + part.length, 0);
  useEffect(() => {
    if (!end.current || !timeline.hasMore) return;
    const near = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && more.current(), {
      rootMargin: "600px",
    });
    near.observe(end.current);
    return () => near.disconnect();
  }, [timeline.hasMore, shown]);
  return (
    <div class="more" ref={end}>
      {timeline.hasMore && (
        <button class="button" aria-disabled={timeline.loading !== "no"} onClick={timeline.more}>
          {timeline.loading === "more" ? "Loading…" : "Show more"}
        </button>
      )}
      <span class="caption" role="status">
        {timeline.hasMore
          ? `${shown.toLocaleString()} of ${total.toLocaleString()} shown`
          : shown > 20 && "That is all."}
      </span>
    </div>
  );
}

interface DaysProps {
  events: TimelineEvent[];
  /** The last event above them: its day needs no second heading. */
  before: TimelineEvent | undefined;
  counts: EventCount[];
}

const dayOf = (event: TimelineEvent) => event.at?.slice(0, 10) ?? null;

function byDay(events: TimelineEvent[]): TimelineEvent[][] {
  const days: TimelineEvent[][] = [];
  for (const event of events) {
    const last = days.at(-1);
    if (last && dayOf(last[0]!) === dayOf(event)) last.push(event);
    else days.push([event]);
  }
  return days;
}

/** One part of the timeline; drawn once, however many follow. */
class Days extends Component<DaysProps> {
  override shouldComponentUpdate(next: DaysProps): boolean {
    return next.events !== this.props.events;
  }

  override render({ events, before, counts }: DaysProps) {
    return (
      <div class="days">
        {byDay(events).map((day) => (
          <div class="day">
            <h3 class={before !== undefined && dayOf(before) === dayOf(day[0]!) ? "visually-hidden" : ""}>
              <DayName at={day[0]!.at} />
            </h3>
            <ul>
              {day.map((event) => (
                <EventOf event={event} label={counts.find((each) => each.entity === event.entity)?.label ?? ""} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    );
  }
}

function DayName({ at }: { at: string | null }) {
  if (at === null) return <>Day not known</>;
  return (
    <>
      {dayText(at)} <span class="weekday">{weekdayOf(at)}</span>
    </>
  );
}

function EventOf({ event, label }: { event: TimelineEvent; label: string }) {
  const { project } = useModel();
  const time = event.at && timeOfDay(event.at);
  const saysKind = event.title.startsWith(label);
  const saysId = event.title.includes(event.id) || event.kind === "customer";
  return (
    <li>
      <span class={`kind of-${event.kind}`} title={label}>
        <Icon name={icons[event.kind] ?? "event"} />
      </span>
      <div class="what">
        <span class="title">
          <span class="words" title={event.title}>
            {isMask(event.title) ? <Masked value={event.title} /> : event.title}
          </span>
          {event.status !== null && <span class="tag">{event.status}</span>}
        </span>
        <ul class="about">
          {time && <li>{time}</li>}
          <li class={saysKind ? "visually-hidden" : ""}>
            {label}
            {!saysId && ` ${event.id}`}
          </li>
          {event.channel !== null && <li>{event.channel}</li>}
          {event.details.map((detail) => (
            <DetailOf detail={detail} />
          ))}
        </ul>
      </div>
      {event.amount !== null && <span class="number amount">{amountText(event.amount, project)}</span>}
    </li>
  );
}

const amountText = (amount: string, project: Project) => exact(amount, { format: "currency" }, project);

function DetailOf({ detail: { label, value } }: { detail: TimelineEvent["details"][number] }) {
  if (value === null) return null;
  return (
    <li>
      {label}: {isMask(value) ? <Masked value={value} /> : value}
    </li>
  );
}
