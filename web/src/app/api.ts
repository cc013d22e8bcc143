/** What the HTTP API of c360 serve answers, and asking it. */
import { answerOf, isReport } from "./source";

export type Cell = string | number | boolean | null;

/** Rows of an answer. Decimals and large whole numbers are texts, so that no digit is lost. */
export interface Rows {
  snapshot: number;
  columns: { name: string; type: string }[];
  rows: Cell[][];
  truncated: boolean;
}

/** Measures by dimensions, as /v1/metrics/query takes them. */
export interface Question {
  measures: string[];
  by?: string[];
  where?: string[];
  order?: string[];
  limit?: number;
  top?: number;
  rest?: string;
}

/** A request that has no answer: refused as a wrong question, failed within the server, or the server is not there. */
export class ApiError extends Error {
  readonly hint?: string;

  constructor(
    readonly kind: "refused" | "failed" | "unreachable",
    message: string,
    hint?: string,
    readonly status?: number,
    /** Where in a statement; both count from 1. */
    readonly place?: { line: number; column: number | undefined },
  ) {
    super(sentence(message));
    if (hint) this.hint = sentence(hint);
  }
}

/** RFC 9457, with what c360 adds. */
interface Problem {
  title: string;
  detail: string;
  hint: string;
  line: number;
  column: number;
}

/** The server's words begin in small letters and end without a point. */
function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?…]$/.test(text) ? "" : ".");
}

async function problemOf(response: Response): Promise<ApiError> {
  const kind = response.status < 500 ? "refused" : "failed";
  try {
    const { detail, title, hint, line, column } = (await response.json()) as Partial<Problem>;
    const place = line === undefined ? undefined : { line, column };
    return new ApiError(kind, detail ?? title ?? response.statusText, hint, response.status, place);
  } catch {
    return new ApiError(kind, `the server answered ${response.status}`, undefined, response.status);
  }
}

export const sessionPath = "/v1/session";

let signedOut: () => void = () => undefined;
/** What is done once the server wants a token: none was shown yet, or the one that was has ended. */
export function whenSignedOut(does: () => void): void {
  signedOut = does;
}

/** One request. Throws ApiError, or the signal's reason when it was given up. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = isReport ? answerOf(path) : await fetch(path, { credentials: "same-origin", ...init });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError("unreachable", "The server does not answer.", "Is c360 serve still running?");
  }
  if (response.status === 401 && path !== sessionPath) signedOut();
  if (!response.ok) throw await problemOf(response);
  return response;
}

const kept = new Map<string, Promise<unknown>>();
const mostKept = 300;

/** Answers are of one snapshot: who sees a newer one forgets those before. */
export function forgetAnswers(): void {
  kept.clear();
}

/** An answer of JSON, kept until forgetAnswers(). (The browser's own cache spares sending what has not changed.) */
export function get<T>(path: string): Promise<T> {
  const known = kept.get(path);
  if (known) return known as Promise<T>;
  const asked = send(path).then((response) => response.json() as Promise<T>);
  asked.catch(() => kept.delete(path));
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value!);
  kept.set(path, asked);
  return asked;
}

/** The query part of an address that asks a question. */
export function paramsOf(question: Question): string {
  const params = new URLSearchParams();
  for (const measure of question.measures) params.append("measure", measure);
  for (const by of question.by ?? []) params.append("by", by);
  for (const where of question.where ?? []) params.append("where", where);
  for (const order of question.order ?? []) params.append("order", order);
  for (const name of ["limit", "top", "rest"] as const)
    if (question[name] !== undefined) params.append(name, String(question[name]));
  return params.toString();
}

export const addressOf = (question: Question) => "/v1/metrics/query?" + paramsOf(question);
export const ask = (question: Question) => get<Rows>(addressOf(question));

/** The answer as CSV, written by the server: every digit, whatever the page shows. */
export async function askCsv(question: Question): Promise<Blob> {
  return (await send(addressOf(question), { headers: { Accept: "text/csv" } })).blob();
}

export async function statementOf(question: Question): Promise<string> {
  return (await get<{ sql: string }>("/v1/metrics/statement?" + paramsOf(question))).sql;
}
