/** Finding customers by name, e-mail, telephone, address or id, with errors forgiven. */
import { pageHref } from "../address";
import { send } from "../api";
import type { Found, SearchSource } from "../registry";
import { hasCustomers } from "./customer";

type How = "exact" | "prefix" | "typing_error";

export interface Match {
  id: string;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  location?: string | null;
  address?: string | null;
  matched: {
    field: string;
    label: string;
    text: string;
    how: How;
    words: { asked: string; found: string; field: string; how: How }[];
  };
}

const mostFound = 12;

/** "Found in Name: “julia” for “jluia”": where the word that fits worst stands, and which words were mended. */
export function whyOf({ matched }: Match): string {
  const mended = matched.words.filter((word) => word.how === "typing_error");
  const place = `Found in ${matched.label}` + (matched.field === "name" ? "" : ` ${matched.text}`);
  if (mended.length === 0) return place;
  return `${place}: ${mended.map((word) => `“${word.found}” for “${word.asked}”`).join(", ")}`;
}

const folded = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Where in a text the words stand that were found in it: [from, to) by position, in order. */
export function spansOf(text: string, words: string[]): [number, number][] {
  const plain = [...text].map(folded);
  const whole = plain.join("");
  if (plain.some((letter) => letter.length !== 1)) return [];
  const spans = words.flatMap((word): [number, number][] => {
    const at = word === "" ? -1 : whole.indexOf(word);
    return at < 0 ? [] : [[at, at + word.length]];
  });
  return spans.sort((a, b) => a[0] - b[0]).filter((span, i, all) => i === 0 || span[0] >= all[i - 1]![1]);
}

function foundOf(match: Match): Found {
  const name = match.name ?? match.id;
  const inName = match.matched.words.filter((word) => word.field === "name");
  return {
    title: name,
    marks: spansOf(
      name,
      inName.map((word) => word.found),
    ),
    about: [match.email ?? match.phone, match.location ?? match.address, match.id].filter(Boolean).join(" · "),
    why: whyOf(match),
    href: pageHref(["customer", match.id]),
  };
}

export const customerSearch: SearchSource = {
  title: "Customers",
  isThere: hasCustomers,
  find: async (text, _model, signal) => {
    if (text === "") return [];
    const params = new URLSearchParams({ q: text, limit: String(mostFound) });
    const answer = await send(`/v1/customers/search?${params}`, { signal });
    return ((await answer.json()) as { matches: Match[] }).matches.map(foundOf);
  },
};
