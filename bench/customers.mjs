// Asks a running server for customers, as bench/customers.sh wants it: node customers.mjs AUTOCANNON URL WHAT RATE SECONDS
// CONNECTIONS FILE. WHAT is profile (FILE: ids, one a line) or search (FILE: names and e-mail addresses, one a line, of
// which one in ten is mistyped). Prints one line of JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, url, what, rate, seconds, connections, file] = process.argv.slice(2);
const autocannon = createRequire(`${folder}/`)("autocannon");
const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
let seed = 42;

/** The same numbers each time: a linear congruential generator. */
function random(below) {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * below);
}

function mistyped(text) {
  const at = random(text.length - 1);
  const next = text[at + 1] ?? "";
  return [text.slice(0, at) + text.slice(at + 1), text.slice(0, at) + next + text[at] + text.slice(at + 2)][random(2)];
}

/** What people type: a name, the beginning of one, an e-mail address. */
function asked() {
  const line = lines[random(lines.length)];
  const part = random(3) === 0 && line.length > 6 ? line.slice(0, 4 + random(line.length - 4)) : line;
  return random(10) === 0 ? mistyped(part) : part;
}

function path() {
  if (what === "profile") return `/v1/customers/${encodeURIComponent(lines[random(lines.length)])}?timeline=50`;
  return `/v1/customers/search?q=${encodeURIComponent(asked())}`;
}

const result = await autocannon({
  url,
  connections: Number(connections),
  overallRate: Number(rate),
  duration: Number(seconds),
  requests: [{ setupRequest: (request) => ({ ...request, path: path() }) }],
});
const { p50, p90, p99, max } = result.latency;
const { errors, timeouts, non2xx } = result;
console.log(
  JSON.stringify({ rate: result.requests.average, p50, p90, p99, max, errors, timeouts, non2xx, answers: result["2xx"] }),
);
