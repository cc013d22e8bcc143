/** What one card has of its own, beside what the reader has chosen for the page. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Grain } from "./periods";

export interface OwnSettings {
  description: string;
  /** Conditions that always hold. */
  where: string[];
  order: string[];
  /** Null: as suits the days shown. */
  grain: Grain | null;
  /** So many members; null: as many as the card has room for. */
  top: number | null;
  limit: number | null;
}

const nothing: OwnSettings = { description: "", where: [], order: [], grain: null, top: null, limit: null };
const Context = createContext(nothing);
export const OwnSettingsProvider = Context.Provider;

/** Of the card that this is within. */
export const useOwnSettings = () => useContext(Context);
