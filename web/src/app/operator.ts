/** Whether the reader may start runs, see records as they came and decide about them. */
import { get, type ApiError } from "./api";
import { useLoaded } from "./query";

/** null: this server knows no sessions, so that whoever reaches it may do everything. */
const load = (): Promise<{ may: string[] } | null> =>
  get<{ may: string[] }>("/v1/session").catch((error: ApiError) => {
    if (error.status === 404) return null;
    throw error;
  });

/** undefined until it is known. The server judges; this only spares what it would refuse. */
export function useMayOperate(): boolean | undefined {
  const loaded = useLoaded("session", load);
  if (loaded.state === "failed") return false;
  if (loaded.value === undefined) return undefined;
  return loaded.value === null || loaded.value.may.includes("operator");
}
