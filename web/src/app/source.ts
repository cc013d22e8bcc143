/** Where answers come from: the server, or the page itself, which then is a report. */

/** A request and its answer, as src/c360/serve/report.h writes them. */
interface Kept {
  path: string;
  query: [string, string][];
  status: number;
  body: unknown;
}

interface Report {
  unmasked: boolean;
  answers: Kept[];
}

function read(): Report | null {
  if (typeof document === "undefined") return null;
  const place = document.getElementById("c360-data");
  return place ? (JSON.parse(place.textContent) as Report) : null;
}

/** null: there is a server to ask. */
export const report = read();
export const isReport = report !== null;

const keyOf = (path: string, query: Iterable<[string, string]>) => JSON.stringify([path, ...query]);
const kept = new Map(report?.answers.map((each) => [keyOf(each.path, each.query), each]));

/** What the report holds of a request to an address; a problem where it holds nothing. */
export function answerOf(address: string): Response {
  const [path = "", query = ""] = address.split(/\?(.*)/s);
  const found = kept.get(keyOf(decodeURIComponent(path), new URLSearchParams(query)));
  const { status, body } = found ?? {
    status: 404,
    body: { detail: "this does not stand in the report", hint: "c360 serve shows it" },
  };
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

/** The moment that ages are told from, in milliseconds: of a report that of its snapshot, so that it stays as it is. */
export const now = (snapshot: string | undefined) => (isReport && snapshot ? Date.parse(snapshot) : Date.now());
