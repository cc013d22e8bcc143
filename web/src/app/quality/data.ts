/** What the API tells of the rows' quality, and deciding about quarantined ones. */
import { get, send, type Rows } from "../api";
import type { RowAccount } from "../../shared/account";

export interface Reason {
  entity: string;
  /** "type(order_date)" or a check's name. */
  reason: string;
  rows: number;
  /** Of these rows. */
  dismissed: number;
}

/** How many rows stand although they break a check. */
export interface WarningCount {
  entity: string;
  check: string;
  rows: number;
}

export interface Quality {
  snapshot: number;
  row_account: (RowAccount & { dismissed: number })[];
  quarantined_by_reason: Reason[];
  warnings: WarningCount[];
}

export interface SourceState {
  source: string;
  entities: string[];
  files: number;
  records: number;
  /** When its last new file was first seen. */
  newest: string | null;
  allowed_seconds: number | null;
}

export type Verdict = "release" | "dismiss" | "withdraw";

export interface QuarantinedRow {
  file: string;
  file_no: number;
  row: number;
  reasons: string[];
  message: string;
  decision: "release" | "dismiss" | null;
  /** No run has seen the decision yet. */
  pending: boolean;
  /** The record as it came, by the source's columns. */
  record: Record<string, string | null>;
}

export interface QuarantinePage {
  rows: QuarantinedRow[];
  next: string | null;
}

/** Which rows are shown: open ones, decided ones, or all. */
export type Decided = "no" | "yes" | "any";

export interface Decision {
  decision: Verdict;
  entity: string;
  why: string;
  /** Either these rows, or all open ones of a reason. */
  rows: QuarantinedRow[];
  reason: string;
}

export interface Outcome {
  decision_no: number;
  decision: Verdict;
  entity: string;
  rows: number;
  held_back: { reason: string; rows: number; why: string }[];
}

export const loadQuality = () => get<Quality>("/v1/quality");
export const loadWarnings = ({ entity, check }: WarningCount, limit: number) =>
  get<Rows>("/v1/quality/warnings?" + new URLSearchParams({ entity, check, limit: String(limit) }).toString());
export const loadSources = async () =>
  ((await (await send("/v1/sources")).json()) as { sources: SourceState[] }).sources;

export async function loadQuarantine(
  entity: string,
  reason: string,
  decided: Decided,
  after: string | null,
): Promise<QuarantinePage> {
  const params = new URLSearchParams({ entity, reason, decided });
  if (after) params.set("after", after);
  return (await (await send("/v1/quality/quarantine?" + params.toString())).json()) as QuarantinePage;
}

type Chosen = { file: string; file_no: number; rows: number[] } | { reason: string };

/** A request names rows of one file. */
function requestsFor({ rows, reason }: Decision): Chosen[] {
  if (rows.length === 0) return [{ reason }];
  const files = new Map<number, { file: string; file_no: number; rows: number[] }>();
  for (const { file, file_no, row } of rows) {
    const known = files.get(file_no);
    if (known) known.rows.push(row);
    else files.set(file_no, { file, file_no, rows: [row] });
  }
  return [...files.values()];
}

/** One decision for each file that rows are of. Throws ApiError at the first that is refused; those before it hold. */
export async function decide(decision: Decision): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const chosen of requestsFor(decision)) {
    const answer = await send("/v1/quality/decisions", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ decision: decision.decision, entity: decision.entity, why: decision.why, ...chosen }),
    });
    outcomes.push((await answer.json()) as Outcome);
  }
  return outcomes;
}

/** The column that a reason is about: "order_date" of "type(order_date)". */
export const columnOf = (reason: string): string | undefined => /\(([^()]*)\)$/.exec(reason)?.[1];

const bare = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Whether a source's column is one that the reasons are about; contracts may call it order_date where it is OrderDate. */
export const isBlamed = (name: string, reasons: string[]): boolean =>
  reasons.some((reason) => {
    const column = columnOf(reason);
    return column !== undefined && (column === name || (bare(column) !== "" && bare(column) === bare(name)));
  });
