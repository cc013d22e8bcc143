import { useEffect, useRef, useState } from "preact/hooks";
import type { ApiError } from "../api";
import { askTimeline, type Customer, type TimelineEvent } from "./customer";

export interface Timeline {
  /** As they arrived: a part, once shown, stays the same object. */
  parts: TimelineEvent[][];
  hasMore: boolean;
  loading: "no" | "first" | "more";
  fault: ApiError | null;
  more: () => void;
  retry: () => void;
}

/** The events of some entities, or of all; the first part of all came with the customer. */
export function useTimeline(customer: Customer, entities: string[]): Timeline {
  const chosen = entities.join("\n");
  const [parts, setParts] = useState(chosen === "" ? [customer.timeline.events] : []);
  const [next, setNext] = useState(chosen === "" ? customer.timeline.next : null);
  const [loading, setLoading] = useState<Timeline["loading"]>(chosen === "" ? "no" : "first");
  const [fault, setFault] = useState<{ error: ApiError; after: string | null } | null>(null);
  const running = useRef<AbortController | null>(null);

  const load = async (after: string | null) => {
    running.current?.abort();
    const asked = new AbortController();
    running.current = asked;
    setFault(null);
    setLoading(after === null ? "first" : "more");
    try {
      const part = await askTimeline(customer.id, entities, after, asked.signal);
      if (asked.signal.aborted) return;
      setParts((old) => (after === null ? [part.events] : [...old, part.events]));
      setNext(part.next);
    } catch (error) {
      if (asked.signal.aborted) return;
      setFault({ error: error as ApiError, after });
    }
    setLoading("no");
  };

  const isFirst = useRef(true);
  useEffect(() => {
    if (chosen !== "" || !isFirst.current) void load(null);
    isFirst.current = false;
  }, [chosen]);
  useEffect(() => () => running.current?.abort(), []);

  return {
    parts,
    hasMore: next !== null,
    loading,
    fault: fault?.error ?? null,
    more: () => {
      if (next !== null && loading === "no") void load(next);
    },
    retry: () => fault && void load(fault.after),
  };
}
