import { useEffect, useState } from "preact/hooks";
import { counted, whole } from "../../shared/format";
import { Scroll } from "../../shared/parts";
import type { ApiError } from "../api";
import { Failure, useLate } from "../parts/states";
import { Choice, put } from "../parts/work";
import { may, useSession } from "../session";
import { isReport } from "../source";
import { isBlamed, loadQuarantine, type Decided, type QuarantinedRow, type Reason, type Verdict } from "./data";
import { DecideOverlay } from "./decide";

interface Pages {
  rows: QuarantinedRow[];
  next: string | null;
  busy: boolean;
  error: ApiError | null;
}

/** The rows of a reason, a page after the other. */
function useRows(reason: Reason, decided: Decided, version: number) {
  const [pages, setPages] = useState<Pages>({ rows: [], next: null, busy: true, error: null });
  const [wanted, setWanted] = useState(0);
  const key = JSON.stringify([reason.entity, reason.reason, decided, version]);
  const load = (before: QuarantinedRow[], after: string | null) => {
    let current = true;
    setPages({ rows: before, next: null, busy: true, error: null });
    loadQuarantine(reason.entity, reason.reason, decided, after).then(
      ({ rows, next }) =>
        current && setPages({ rows: [...before, ...rows], next: next ?? null, busy: false, error: null }),
      (error: ApiError) => current && setPages({ rows: before, next: after, busy: false, error }),
    );
    return () => void (current = false);
  };
  useEffect(() => load([], null), [key, wanted]);
  return {
    ...pages,
    more: () => void load(pages.rows, pages.next),
    retry: () => (pages.rows.length === 0 ? setWanted((count) => count + 1) : void load(pages.rows, pages.next)),
  };
}

const nameOf = (row: QuarantinedRow) => `${row.file_no}:${row.row}`;

const choices = [
  { value: "no", word: "Open" },
  { value: "yes", word: "Decided" },
  { value: "any", word: "All" },
] as const;

/** The records that broke a rule, as they came, and what is to become of them. */
export function QuarantinedRows({ reason, decided }: { reason: Reason; decided: Decided }) {
  const session = useSession();
  if (isReport) return <p class="muted">Records as they came stand in the lakehouse; c360 serve shows them.</p>;
  if (!may(session, "operator"))
    return <p class="muted">Records as they came are shown to those with the role operator.</p>;
  return <Decidable reason={reason} decided={decided} />;
}

function Decidable({ reason, decided }: { reason: Reason; decided: Decided }) {
  const [version, setVersion] = useState(0);
  const [chosen, setChosen] = useState<Set<string>>(new Set());
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const { rows, next, busy, error, more, retry } = useRows(reason, decided, version);
  const late = useLate(busy);
  useEffect(() => setChosen(new Set()), [reason.entity, reason.reason, decided]);
  const picked = rows.filter((row) => chosen.has(nameOf(row)));
  const toggle = (row: QuarantinedRow) => {
    const after = new Set(chosen);
    if (!after.delete(nameOf(row))) after.add(nameOf(row));
    setChosen(after);
  };
  const open = reason.rows - reason.dismissed;
  return (
    <>
      <div class="toolbar">
        <Choice
          label="Which rows"
          options={choices}
          value={decided}
          choose={(value) => put({ decided: value === "no" ? null : value }, true)}
        />
        <span class="space" />
        <Verdicts picked={picked} open={decided === "no" ? open : 0} choose={setVerdict} />
      </div>
      {rows.length > 0 && <Table rows={rows} chosen={chosen} toggle={toggle} label={`Rows with ${reason.reason}`} />}
      {rows.length === 0 && busy && <div class={"skeleton" + (late ? " seen" : "")} style={{ height: "280px" }} />}
      {error && <Failure error={error} retry={retry} />}
      {rows.length === 0 && !busy && !error && (
        <p class="muted">{decided === "yes" ? "Nothing has been decided here." : "No row is open for this reason."}</p>
      )}
      {next && !error && (
        <button class="button more" disabled={busy} onClick={more}>
          More rows
        </button>
      )}
      {rows.length > 0 && <p class="caption">{counted(rows.length, "row")} shown, in the order of their arrival.</p>}
      {verdict && (
        <DecideOverlay
          verdict={verdict}
          reason={reason}
          rows={picked}
          close={(done) => {
            setVerdict(null);
            if (!done) return;
            setChosen(new Set());
            setVersion((count) => count + 1);
          }}
        />
      )}
    </>
  );
}

/** What can be decided about the rows that are chosen; with none chosen, about all that are open. */
function Verdicts({
  picked,
  open,
  choose,
}: {
  picked: QuarantinedRow[];
  open: number;
  choose: (verdict: Verdict) => void;
}) {
  const decided = picked.filter((row) => row.decision !== null).length;
  const about = picked.length > 0 || open === 1 ? counted(Math.max(1, picked.length), "row") : `all ${whole(open)}`;
  if (picked.length === 0 && open === 0) return <span class="caption">Choose rows to decide about them.</span>;
  return (
    <>
      <span class="caption">{picked.length > 0 ? `${about} chosen` : ""}</span>
      <button class="button" onClick={() => choose("release")}>
        Release {about}…
      </button>
      <button class="button" onClick={() => choose("dismiss")}>
        Dismiss {about}…
      </button>
      {decided > 0 && decided === picked.length && (
        <button class="button" onClick={() => choose("withdraw")}>
          Withdraw…
        </button>
      )}
    </>
  );
}

const decisionWords = { release: "released", dismiss: "dismissed" };

function Decision({ row }: { row: QuarantinedRow }) {
  if (!row.decision) return row.pending ? <span class="tag">withdrawn, from the next run on</span> : null;
  return (
    <span class="tag">
      {decisionWords[row.decision]}
      {row.pending && ", from the next run on"}
    </span>
  );
}

function Table({
  rows,
  chosen,
  toggle,
  label,
}: {
  rows: QuarantinedRow[];
  chosen: Set<string>;
  toggle: (row: QuarantinedRow) => void;
  label: string;
}) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.record)))];
  return (
    <Scroll label={label}>
      <table class="quarantined">
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">Chosen</span>
            </th>
            <th scope="col">What is wrong</th>
            <th scope="col">Source record</th>
            {columns.map((column) => (
              <th scope="col" class={rows.some((row) => isBlamed(column, row.reasons)) ? "blamed" : ""}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={nameOf(row)} class={chosen.has(nameOf(row)) ? "is-chosen" : ""}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`Choose record ${row.row} of ${row.file}`}
                  checked={chosen.has(nameOf(row))}
                  onChange={() => toggle(row)}
                />
              </td>
              <td class="wide">
                {row.message} <Decision row={row} />
                {row.reasons.length > 1 && <div class="caption">{row.reasons.join(", ")}</div>}
              </td>
              <td class="place">
                {row.file}
                <div class="caption">record {whole(row.row)}</div>
              </td>
              {columns.map((column) => (
                <RawValue value={row.record[column]} blamed={isBlamed(column, row.reasons)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** A value as it stood in the file: nothing is trimmed, and nothing at all is told from an empty text. */
function RawValue({ value, blamed }: { value: string | null | undefined; blamed: boolean }) {
  const shown = value == null ? "nothing" : value === "" ? "empty" : value.trim() === "" ? `“${value}”` : value;
  return (
    <td
      class={"raw" + (blamed ? " blamed" : "") + (value ? "" : " muted")}
      title={shown.length > 30 ? shown : undefined}
    >
      {shown}
    </td>
  );
}
