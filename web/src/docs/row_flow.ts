import type { FlowOf } from "../shared/flow";
import type { Account } from "./data";

/** Promise 1 as a flow. */
export function flowOf(account: Account): FlowOf {
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
