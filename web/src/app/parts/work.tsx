import type { ComponentChildren } from "preact";
import { Note } from "../../shared/parts";
import { navigate } from "../address";
import type { ApiError } from "../api";
import { Failure, useLate } from "../parts/states";
import type { Loaded } from "../query";

/** What was loaded, the shape of what comes, or why there is nothing. The last value stays while the next one comes. */
export function Shown<T>({
  loaded,
  height,
  children,
}: {
  loaded: Loaded<T>;
  /** Pixels that it takes while it loads. */
  height: number;
  children: (value: T) => ComponentChildren;
}) {
  const late = useLate(loaded.state === "loading");
  if (loaded.state === "failed") return <Failure error={loaded.error} retry={loaded.retry} height={height} />;
  if (loaded.value === undefined)
    return (
      <div
        class={"skeleton" + (late ? " seen" : "")}
        style={{ height: `${height}px` }}
        role="status"
        aria-label="Loading"
      />
    );
  return <>{children(loaded.value)}</>;
}

/** What was refused or failed, and what to do. */
export function Fault({ error }: { error: ApiError }) {
  return (
    <Note warn>
      <strong>{error.message}</strong>
      {error.hint && <div>{error.hint}</div>}
    </Note>
  );
}

/** Sets what the page keeps in its address; null takes it away. */
export function put(values: Record<string, string | null>, replace = false): void {
  navigate((params) => {
    for (const [name, value] of Object.entries(values))
      if (value === null) params.delete(name);
      else params.set(name, value);
  }, replace);
}

/** One of few to choose from. */
export function Choice<T extends string>({
  label,
  options,
  value,
  choose,
}: {
  label: string;
  options: readonly { value: T; word: string }[];
  value: T;
  choose: (value: T) => void;
}) {
  return (
    <div class="choices" role="group" aria-label={label}>
      {options.map((option) => (
        <button aria-pressed={option.value === value} onClick={() => choose(option.value)}>
          {option.word}
        </button>
      ))}
    </div>
  );
}
