/** Statements that were run, kept by this browser alone, without their results. */
import { useState } from "preact/hooks";

export interface Past {
  statement: string;
  /** Milliseconds since 1970. */
  at: number;
  rows: number | null;
  failed: boolean;
}

const most = 100;
const longest = 20_000;

function read(key: string): Past[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each: Past) => typeof each?.statement === "string") : [];
  } catch {
    return []; // no storage, or what stands there is not ours
  }
}

function write(key: string, list: Past[]): void {
  try {
    if (list.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // A browser without room or storage forgets.
  }
}

/** The newest first. */
export function useHistory(project: string): { past: Past[]; add: (past: Past) => void; clear: () => void } {
  const key = `c360-sql ${project}`;
  const [past, setPast] = useState(() => read(key));
  const put = (list: Past[]) => {
    write(key, list);
    setPast(list);
  };
  const add = (entry: Past) => {
    if (entry.statement.length > longest) return;
    put([entry, ...read(key).filter((each) => each.statement !== entry.statement)].slice(0, most));
  };
  return { past, add, clear: () => put([]) };
}
