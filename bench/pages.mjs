// How long until a page of the dashboards shows its figures? ./dev node bench/pages.mjs ADDRESS
//
// ADDRESS is that of a `c360 serve` that has just been started (its first line). Each page is opened twice, by browsers that
// know nothing: the first time the server has no answers yet.
import { chromium } from "../web/node_modules/playwright-core/index.mjs";

const base = process.argv[2];
const pages = ["overview", "revenue", "customers", "times", "service", "web", "quality", "lineage"];
const patience = { timeout: 120_000 };
const browser = await chromium.launch({
  executablePath: process.env.C360_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const took = Object.fromEntries(pages.map((name) => [name, []]));
for (const _ of [1, 2]) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  for (const name of pages) {
    await page.goto("about:blank");
    const began = Date.now();
    await page.goto(`${base}#/${name}`);
    await page.waitForSelector("main .card", patience);
    await page.waitForFunction(() => !document.querySelector("main .skeleton, main [aria-busy=true]"), null, patience);
    took[name].push(Date.now() - began);
  }
  await page.close();
}
await browser.close();
console.log("| page | first, ms | again, ms |\n|---|---|---|");
for (const name of pages) console.log(`| ${name} | ${took[name].join(" | ")} |`);
