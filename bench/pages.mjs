// How long until a page of the dashboards shows its figures? ./dev node bench/pages.mjs ADDRESS
//
// ADDRESS is that of a `c360 serve` that has just been started (its first line). Each page is opened twice, by browsers that
// know nothing: the first time the server has no answers yet. Then pages with questions are opened with one filter each, which
// nobody has asked for before: other days, and the first member of each dimension that pages can be filtered by.
import { chromium } from "../web/node_modules/playwright-core/index.mjs";

const base = process.argv[2];
const pages = ["overview", "revenue", "customers", "times", "service", "web", "quality", "lineage"];
const patience = { timeout: 120_000 };
const browser = await chromium.launch({
  executablePath: process.env.C360_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
/** From opening a page to its last figure, in milliseconds. */
async function timeOf(page, name, params = "") {
  await page.goto("about:blank");
  const began = Date.now();
  await page.goto(`${base}#/${name}${params}`);
  await page.waitForSelector("main .card, main .note", patience);
  await page.waitForFunction(() => !document.querySelector("main .skeleton, main [aria-busy=true]"), null, patience);
  return Date.now() - began;
}

/** The parameters of one filter each, and what they are called. */
async function filters() {
  const { filters: dimensions, days } = await (await fetch(new URL("/v1/pages", base))).json();
  const found = [["days", `?from=${days.first.slice(0, 4)}-02-01&to=${days.first.slice(0, 4)}-03-31`]];
  const { entities } = await (await fetch(new URL("/v1/metrics", base))).json();
  for (const dimension of dimensions) {
    const entity = entities.find((each) => each.entity === dimension.split(".")[0]);
    const count = entity.measures.find((each) => each.ratio === null);
    const question = new URLSearchParams({ measure: count.name, by: dimension, order: `${count.name} desc`, limit: 2 });
    const { rows } = await (await fetch(new URL(`/v1/metrics/query?${question}`, base))).json();
    const member = rows.map((row) => row[0]).find((value) => value !== null);
    if (member !== undefined) found.push([dimension, `?f.${dimension}=${encodeURIComponent(member)}`]);
  }
  return found;
}

const took = Object.fromEntries(pages.map((name) => [name, []]));
for (const _ of [1, 2]) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  for (const name of pages) took[name].push(await timeOf(page, name));
  await page.close();
}
const filtered = [];
for (const [filter, params] of await filters()) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  for (const name of pages.slice(0, 3)) filtered.push([name, filter, await timeOf(page, name, params)]);
  await page.close();
}
await browser.close();
console.log("| page | first, ms | again, ms |\n|---|---|---|");
for (const name of pages) console.log(`| ${name} | ${took[name].join(" | ")} |`);
console.log("\n| page | one filter | first, ms |\n|---|---|---|");
for (const row of filtered) console.log(`| ${row.join(" | ")} |`);
