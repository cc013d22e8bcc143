import type { FlowOf } from "./flow";

/** What became of every record of an entity: records = bronze + malformed, bronze = all the rest. */
export interface RowAccount {
  entity: string;
  source_rows: number;
  malformed: number;
  bronze_rows: number;
  silver_rows: number;
  exact_duplicates: number;
  older_versions: number;
  quarantined: number;
  balances: boolean;
}

/** The sums of all entities. */
export function sumOf(accounts: RowAccount[]): RowAccount {
  const sum = (field: keyof RowAccount) => accounts.reduce((all, each) => all + (each[field] as number), 0);
  return {
    entity: "",
    source_rows: sum("source_rows"),
    malformed: sum("malformed"),
    bronze_rows: sum("bronze_rows"),
    silver_rows: sum("silver_rows"),
    exact_duplicates: sum("exact_duplicates"),
    older_versions: sum("older_versions"),
    quarantined: sum("quarantined"),
    balances: accounts.every((each) => each.balances),
  };
}

/** Promise 1 as a flow. */
export function flowOf(account: RowAccount): FlowOf {
  return {
    start: { name: "Records in files", short: "Records", value: account.source_rows, color: "var(--source)" },
    losses: [{ name: "Malformed", value: account.malformed, color: "var(--malformed)" }],
    middle: { name: "Bronze rows", short: "Bronze", value: account.bronze_rows, color: "var(--bronze)" },
    ends: [
      { name: "Silver", value: account.silver_rows, color: "var(--silver)" },
      { name: "Exact duplicates", value: account.exact_duplicates, color: "var(--source)" },
      { name: "Older versions", value: account.older_versions, color: "var(--published)" },
      { name: "Quarantined", value: account.quarantined, color: "var(--quarantine)" },
    ],
  };
}
