import type { RowAccount } from "../../shared/account";
import { percent, whole } from "../../shared/format";
import { Scroll } from "../../shared/parts";
import { put } from "../parts/work";

const parts: { field: keyof RowAccount; word: string; color: string }[] = [
  { field: "silver_rows", word: "Silver", color: "silver" },
  { field: "exact_duplicates", word: "Duplicates", color: "source" },
  { field: "older_versions", word: "Older versions", color: "published" },
  { field: "quarantined", word: "Quarantined", color: "quarantine" },
  { field: "malformed", word: "Malformed", color: "malformed" },
];

/** One bar of all records, with what became of them. */
function Shares({ account }: { account: RowAccount }) {
  let from = 0;
  return (
    <svg class="shares" width="100%" height="12" aria-hidden="true">
      {parts.map(({ field, word, color }) => {
        const rows = account[field] as number;
        const x = from;
        const width = account.source_rows === 0 ? 0 : (100 * rows) / account.source_rows;
        from += width;
        return (
          <rect x={`${x}%`} width={`${width}%`} height="12" fill={`var(--${color})`}>
            <title>{`${word}: ${whole(rows)}, ${percent(rows, account.source_rows)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}

/** A line for each entity; its name chooses it. */
export function Accounts({ accounts, chosen }: { accounts: RowAccount[]; chosen: string | null }) {
  return (
    <Scroll label="Row account of each entity">
      <table class="accounts work-table">
        <thead>
          <tr>
            <th scope="col">Entity</th>
            <th scope="col" class="number">
              Records
            </th>
            <th scope="col" class="bar">
              What became of them
            </th>
            {parts.map(({ word, color }) => (
              <th scope="col" class="number">
                <i class="dot" style={{ "--layer": `var(--${color})` }} />
                {word}
              </th>
            ))}
            <th scope="col">Sums</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr class={account.entity === chosen ? "is-chosen" : ""}>
              <td class="name">
                <button
                  class="member"
                  aria-pressed={account.entity === chosen}
                  onClick={() => put({ entity: account.entity === chosen ? null : account.entity, reason: null })}
                >
                  {account.entity}
                </button>
              </td>
              <td class="number">{whole(account.source_rows)}</td>
              <td class="bar">
                <Shares account={account} />
              </td>
              {parts.map(({ field }) => (
                <td class={"number" + (account[field] === 0 ? " muted" : "")}>{whole(account[field] as number)}</td>
              ))}
              <td class={"name" + (account.balances ? " muted" : " bad")}>
                {account.balances ? "✓" : "✗"}
                <span class={account.balances ? "visually-hidden" : ""}>
                  {account.balances ? " balance" : " do not balance"}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
