import { useState } from "preact/hooks";
import { counted, whole } from "../../shared/format";
import { Note } from "../../shared/parts";
import { pageHref } from "../address";
import type { ApiError } from "../api";
import { Overlay } from "../parts/overlay";
import { Fault } from "../parts/work";
import { decide, type Outcome, type QuarantinedRow, type Reason, type Verdict } from "./data";

const titles: Record<Verdict, string> = {
  release: "Release",
  dismiss: "Dismiss",
  withdraw: "Withdraw the decision about",
};

const meanings: Record<Verdict, string> = {
  release:
    "They enter silver with the values that could be read, as far as key, types and references allow. Rows that hang on them follow by themselves.",
  dismiss: "They stay out of silver and count as quarantined, but no longer stand among the open ones.",
  withdraw: "They are judged by the contract alone again.",
};

/** Asks why, decides, and tells what becomes of it. `close` is told whether anything was decided. */
export function DecideOverlay({
  verdict,
  reason,
  rows,
  close,
}: {
  verdict: Verdict;
  reason: Reason;
  /** Those that were chosen; none: all that are open for the reason. */
  rows: QuarantinedRow[];
  close: (done: boolean) => void;
}) {
  const [why, setWhy] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [outcomes, setOutcomes] = useState<Outcome[] | null>(null);
  const open = reason.rows - reason.dismissed;
  const about =
    rows.length > 0
      ? `${counted(rows.length, "row")} of ${reason.entity}`
      : `${open === 1 ? "the open row" : `all ${whole(open)} open rows`} of ${reason.entity} with ${reason.reason}`;
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const { entity, reason: of } = reason;
      setOutcomes(await decide({ decision: verdict, entity, why: why.trim(), rows, reason: of }));
    } catch (fault) {
      setError(fault as ApiError);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Overlay title={`${titles[verdict]} ${about}`} close={() => close(outcomes !== null)}>
      {outcomes ? (
        <Told outcomes={outcomes} close={() => close(true)} />
      ) : (
        <form
          class="decide"
          onSubmit={(event) => {
            event.preventDefault();
            if (why.trim() && !busy) void send();
          }}
        >
          <p class="muted">{meanings[verdict]}</p>
          <label>
            Why
            <textarea
              rows={3}
              maxLength={1000}
              required
              value={why}
              placeholder="For those who ask later"
              onInput={(event) => setWhy(event.currentTarget.value)}
            />
          </label>
          {error && <Fault error={error} />}
          <button class="button" disabled={!why.trim() || busy}>
            {busy ? "One moment…" : `${verdict[0]!.toUpperCase()}${verdict.slice(1)}`}
          </button>
        </form>
      )}
    </Overlay>
  );
}

function Told({ outcomes, close }: { outcomes: Outcome[]; close: () => void }) {
  const rows = outcomes.reduce((sum, outcome) => sum + outcome.rows, 0);
  const numbers = outcomes.filter((outcome) => outcome.rows > 0).map((outcome) => outcome.decision_no);
  const held = outcomes.flatMap((outcome) => outcome.held_back);
  return (
    <>
      <p>
        {rows === 0
          ? "No row was meant: all of them are decided already."
          : `Recorded as ${numbers.length === 1 ? "decision" : "decisions"} ${numbers.join(", ")}, about ${counted(rows, "row")}. It takes effect at the next run.`}
      </p>
      {held.length > 0 && (
        <Note warn>
          As things are, some stay in quarantine all the same:
          <span class="held">
            {held.map((each) => (
              <span>
                {counted(each.rows, "row")}, {each.reason}: {each.why}
              </span>
            ))}
          </span>
        </Note>
      )}
      <p class="toolbar">
        <button class="button" onClick={close}>
          Done
        </button>
        <a class="button" href={pageHref(["runs"])}>
          To the runs
        </a>
      </p>
    </>
  );
}
