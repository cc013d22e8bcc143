/** What the API tells of runs: those that ended, and the one that works. */
import { send } from "../api";
import type { RowAccount } from "../../shared/account";

export type Status = "succeeded" | "unchanged" | "failed" | "cancelled" | "crashed" | "running" | "cancelling";

/** An entry of the list of runs. */
export interface RunEntry {
  run_id: string;
  status: Status;
  started: string;
  finished: string;
  snapshot: number;
  error?: string;
  new_rows?: number;
}

export interface Step {
  activity: string;
  name: string;
  seconds: number;
  rows: number;
  detail: string;
  /** Reports of an older c360 lack what follows. */
  status?: Status;
  started?: string;
  attempts?: number;
  rows_in?: number | null;
  error?: string;
  /** Of a step that works, where it is known. */
  percent?: number | null;
}

export interface Report extends RunEntry {
  entities: (RowAccount & { reasons: Record<string, number>; new_rows: number; seconds: number })[];
  warnings: Record<string, number>;
  notes: string[];
  steps: Step[];
}

/** The run that this server started last. */
export interface LiveRun {
  run_id: string | null;
  full: boolean;
  only: string[];
  status: Status;
  started: string;
  ended: string | null;
  steps: Step[];
  notes: string[];
  errors: { message: string; hint?: string; file?: string; line?: number }[];
  snapshot: number | null;
}

export interface Current {
  run: LiveRun | null;
  /** Who else works on the lakehouse. */
  other: { run_id: string; process: number; host: string; since: string } | null;
}

export const isWorking = (run: LiveRun): boolean => run.status === "running" || run.status === "cancelling";

async function answer<T>(path: string, init?: RequestInit): Promise<T> {
  return (await (await send(path, init)).json()) as T;
}

export const loadRuns = async (limit: number) => (await answer<{ runs: RunEntry[] }>(`/v1/runs?limit=${limit}`)).runs;
export const loadReport = (run: string) => answer<Report>("/v1/runs/" + encodeURIComponent(run));
export const loadCurrent = () => answer<Current>("/v1/runs/current");

export const startRun = (full: boolean, only: string[]) =>
  answer("/v1/runs", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ full, only }),
  });
export const cancelRun = () => answer("/v1/runs/current", { method: "DELETE" });

/** Seconds as "480 ms", "2.4 s", "3 min 5 s", "2 h 10 min". */
export function took(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toLocaleString(undefined, { maximumFractionDigits: 1 })} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600).toLocaleString()} h ${Math.round((whole % 3600) / 60)} min`;
}

export const secondsBetween = (from: string, to: string): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
