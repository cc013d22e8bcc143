import { whole } from "../../shared/format";
import { put } from "../parts/work";
import type { Reason } from "./data";

const mostShown = 12;

/** Why rows are quarantined, the most frequent first; one of them is chosen. */
export function Reasons({
  reasons,
  chosen,
  withEntity,
  all,
}: {
  reasons: Reason[];
  chosen: Reason | undefined;
  withEntity: boolean;
  /** Whether all of them are to be shown. */
  all: boolean;
}) {
  const most = Math.max(1, ...reasons.map((reason) => reason.rows));
  const shown = all ? reasons : reasons.slice(0, mostShown);
  return (
    <>
      <ul class="hbars reasons">
        {shown.map((reason) => (
          <ReasonBar reason={reason} most={most} isChosen={reason === chosen} withEntity={withEntity} />
        ))}
      </ul>
      {!all && reasons.length > mostShown && (
        <button class="quiet" onClick={() => put({ reasons: "all" }, true)}>
          {whole(reasons.length - mostShown)} more reasons
        </button>
      )}
      {reasons.length > 1 && <p class="caption">A row that broke several rules counts for each.</p>}
    </>
  );
}

function ReasonBar({
  reason,
  most,
  isChosen,
  withEntity,
}: {
  reason: Reason;
  most: number;
  isChosen: boolean;
  withEntity: boolean;
}) {
  const dismissed = reason.dismissed;
  const choose = () => put({ entity: reason.entity, reason: reason.reason });
  const width = (rows: number) => `${(100 * rows) / most}%`;
  return (
    <li class={isChosen ? "is-chosen" : ""}>
      <button class="name" aria-pressed={isChosen} title={`${reason.entity}: ${reason.reason}`} onClick={choose}>
        {reason.reason}
        {withEntity && <span class="caption"> {reason.entity}</span>}
      </button>
      <span class="number">
        {whole(reason.rows - dismissed)}
        {dismissed > 0 && <span class="caption"> + {whole(dismissed)} dismissed</span>}
      </span>
      <svg class="track" width="100%" height="8" aria-hidden="true" onClick={choose}>
        <rect width={width(reason.rows)} height="8" rx="2" fill="var(--quarantine)" opacity="0.35" />
        <rect width={width(reason.rows - dismissed)} height="8" rx="2" fill="var(--quarantine)" />
      </svg>
    </li>
  );
}
