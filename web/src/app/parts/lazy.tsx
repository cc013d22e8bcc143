import type { ComponentType } from "preact";
import { ApiError } from "../api";
import { useLoaded } from "../query";
import { Failure, useLate } from "./states";

type PageComponent = ComponentType<{ parts: string[] }>;

/** A page whose program is loaded when it is first opened. Its styles are imported by whoever calls this. */
export function lazyPage(load: () => Promise<PageComponent>): PageComponent {
  return function LazyPage({ parts }: { parts: string[] }) {
    const loaded = useLoaded("program", () =>
      load().catch(() => {
        throw new ApiError("unreachable", "The program of this page did not come.", "Is c360 serve still running?");
      }),
    );
    const late = useLate(loaded.state === "loading");
    if (loaded.state === "failed") return <Failure error={loaded.error} retry={loaded.retry} height={320} />;
    const Loaded = loaded.value;
    return Loaded ? <Loaded parts={parts} /> : <div aria-busy="true">{late && <p class="muted">Loading</p>}</div>;
  };
}
