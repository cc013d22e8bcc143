/** What stands where something is loading or has failed. */
import { useEffect, useState } from "preact/hooks";
import type { ApiError } from "../api";

/** True once something lasts longer than people notice. */
export function useLate(active: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!active) return setLate(false);
    const timer = setTimeout(() => setLate(true), 100);
    return () => clearTimeout(timer);
  }, [active]);
  return late;
}

export function Failure({ error, retry, height }: { error: ApiError; retry?: () => void; height?: number }) {
  return (
    <div class="state" role="alert" style={height === undefined ? {} : { minHeight: `${height}px` }}>
      <p>
        <strong>{error.kind === "refused" ? "This cannot be asked." : "This could not be loaded."}</strong>{" "}
        {error.message}
      </p>
      {error.hint && <p class="muted">{error.hint}</p>}
      {retry && (
        <button class="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
