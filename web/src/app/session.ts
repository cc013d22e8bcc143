/** Who asks, and what they may do: of a token that the browser has shown, or whoever sits at the server's machine. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { ApiError, send, sessionPath } from "./api";

export type Role = "viewer" | "analyst" | "operator" | "admin";

export interface Session {
  name: string;
  /** The id of the token; null where nobody needs one. */
  token: string | null;
  /** As the project calls it. */
  role: string;
  /** The roles whose rights are among those of this one. */
  may: Role[];
  /** Whether personal data is shown, and whether all rows are. */
  unmasked: boolean;
  all_rows: boolean;
}

/** Null where the server knows no sessions: then it decides by itself what to answer. */
export async function loadSession(): Promise<Session | null> {
  try {
    return (await (await send(sessionPath)).json()) as Session;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Trades a token for a cookie that no script can read. Throws ApiError for a wrong one. */
export async function signIn(token: string): Promise<void> {
  await send(sessionPath, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
}

export async function signOut(): Promise<void> {
  await send(sessionPath, { method: "DELETE" });
}

const Context = createContext<Session | null>(null);
export const SessionProvider = Context.Provider;
export const useSession = () => useContext(Context);

/** Whether a reader has the rights of a role. */
export const may = (session: Session | null, least: Role | undefined) =>
  least === undefined || session === null || session.may.includes(least);

/** The hash of the page that asks for a token, and that leads back to where one was. */
export function signInHash(from: string): string {
  if (from.startsWith("#/sign-in")) return from;
  if (!from || from === "#/") return "#/sign-in";
  return "#/sign-in?" + new URLSearchParams({ back: from });
}

/** Where to go after signing in: to a page of this application, whatever the address says. */
export function backFrom(params: URLSearchParams): string {
  const back = params.get("back") ?? "";
  return back.startsWith("#/") && !back.startsWith("#/sign-in") ? back : "#/";
}
