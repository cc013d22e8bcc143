// Opens a report in Chromium, from its file, and holds it against the server's pages: report_test.mjs ADDRESS PICTURES
// REPORT SHOWN [quick]. REPORT is the folder of the masked one, SHOWN that of the same without masks.
//
// Fails for anything on the console, any request, anything serious that axe finds, a page wider than the window, a question
// that the report has no answer to, a figure that is not the server's, and for controls that could only do nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { go, inert, settled, Windows } from "./window.mjs";

const [address, pictures, masked, shown, quick] = process.argv.slice(2);
const presets = ["7d", "30d", "90d", "year", "all"];
const files = await Windows.launch(pathToFileURL(masked).href, quick ? null : pictures);
const served = new Windows(files.browser, address.replace(/\/$/, ""), null);

/** What a report's element of data holds. */
function dataIn(folder) {
  const text = readFileSync(join(folder, "index.html"), "utf8");
  return JSON.parse(/id="c360-data">([^]*?)<\/script>/.exec(text)[1]);
}

const keyOf = (path, query) => JSON.stringify([path, ...query]);
const answersIn = (folder) => new Map(dataIn(folder).answers.map((each) => [keyOf(each.path, each.query), each]));

/** A window of a report in which every request but that for the file itself is a fault. */
async function openReport(folder, width, height, colorScheme) {
  const file = pathToFileURL(join(folder, "index.html")).href;
  const windows = folder === masked ? files : new Windows(files.browser, pathToFileURL(folder).href, null);
  if (windows !== files) windows.faults = files.faults;
  return windows.open(width, height, colorScheme, "index.html", async (page) => {
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== file && !request.url().startsWith("blob:"))
        files.faults.add(`request: ${request.url()}`);
    });
  });
}

/** The addresses of all pages that stand in the rail, without days. */
const placesOf = (page) =>
  page.evaluate(() => [...document.querySelectorAll(".rail a")].map((link) => link.getAttribute("href").split("?")[0]));

/** The words of a page without its menus; of what is drawn, its description. */
const wordsOf = (page) =>
  page.evaluate(() => {
    const copy = document.querySelector("main .grid")?.cloneNode(true);
    copy?.querySelectorAll(".menu-holder").forEach((menu) => menu.remove());
    const charts = [...document.querySelectorAll("main .chart")].map((chart) => chart.getAttribute("aria-label"));
    return { words: copy?.textContent.replace(/\s+/g, " ") ?? "", charts };
  });

const saysNothing = (page) => page.getByText("does not stand in the report").count();
const withDays = (place, preset) => (preset === "90d" ? place : `${place}?range=${preset}`);
const aboutWork = /^#\/(quality|runs|lineage)/;

/** Every question of the server's pages stands in the report with the same answer, and is shown with the same words. */
async function compare() {
  const known = answersIn(shown);
  const report = await openReport(shown, 1440, 900, "light");
  const places = (await placesOf(report)).filter((place) => !aboutWork.test(place));
  const asked = new Map();
  const page = await served.open(1440, 900, "light", places[0] ?? "", async (window) =>
    window.on("response", (response) => {
      const url = new URL(response.url());
      if (/^\/v1\/(metrics|pages|dashboards|project)/.test(url.pathname) && response.request().method() === "GET")
        asked.set(keyOf(decodeURIComponent(url.pathname), url.searchParams), response);
    }),
  );
  for (const place of places)
    for (const preset of presets) {
      const hash = withDays(place, preset);
      await go(page, hash);
      await go(report, hash);
      assert.deepEqual(await wordsOf(report), await wordsOf(page), `${hash} shows something else than the server`);
      assert.equal(await saysNothing(report), 0, `${hash} has a question without an answer`);
    }
  for (const [key, response] of asked) {
    assert.ok(known.has(key), `the report lacks ${key}`);
    if (response.status() === 200) assert.deepEqual(known.get(key).body, await response.json(), key);
  }
  await page.context().close();
  await report.context().close();
  return { places: places.length, questions: asked.size };
}

/** Every page at a size: what it looks like, and what axe says of it. */
async function visit(width, height, colorScheme, label, withAxe) {
  const page = await openReport(masked, width, height, colorScheme);
  for (const place of await placesOf(page)) {
    await go(page, place);
    const name = `${place.replace(/^#\//, "").replaceAll(/[^\w]+/g, "_")}-${label}`;
    assert.ok((await page.locator("main h1").first().textContent()).trim() !== "", `${place} has no heading`);
    assert.equal(await saysNothing(page), 0, `${place} has a question without an answer`);
    await files.look(page, name);
    if (withAxe) await files.check(page, name);
    await inert(page);
  }
  await page.context().close();
}

/** What needs a server is not offered, and the page says so. */
async function nothingDead() {
  const page = await openReport(masked, 1440, 900, "light");
  const filters = [".hbars button.name", "table.answer button.member", ".menu-word", ".canvas.picks"];
  for (const place of await placesOf(page)) {
    await go(page, place);
    const dead = [".find", ".add-filter", ...(aboutWork.test(place) ? [] : filters)];
    for (const control of dead) assert.equal(await page.locator(control).count(), 0, `${place} offers ${control}`);
  }
  await page.getByText("need c360 serve").waitFor();
  await page.getByText("Personal data is masked.").waitFor();
  assert.equal(await page.locator('option[value="days"]').count(), 0);
  await page.context().close();
}

const menuOf = (card) => card.locator("header .menu-holder > button").last();

async function download(page, card, word) {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    (async () => {
      await menuOf(card).click();
      await page.getByRole("menuitem", { name: word }).click();
    })(),
  ]);
  return readFileSync(await file.path());
}

/** A card's menu: its table, its rows with every digit, its picture; definitions have their SQL. */
async function useCards() {
  const page = await openReport(masked, 1440, 900, "light");
  const first = page.locator("section.card:has(.hbars)").first();
  if ((await first.count()) === 0) return page.context().close();
  const bars = page.getByRole("region", { name: await first.getAttribute("aria-label"), exact: true });
  const lines = (await download(page, bars, "Download CSV")).toString().trim().split("\r\n");
  assert.equal(lines.length - 1, await bars.locator(".hbars li").count(), "a line for each bar");
  const chart = page.locator("section.card:has(.chart)").first();
  assert.equal((await download(page, chart, "Download PNG")).subarray(1, 4).toString(), "PNG");
  await menuOf(bars).click();
  assert.equal(await page.getByRole("menuitem", { name: "Show SQL" }).count(), 0);
  await page.getByRole("menuitem", { name: "As table" }).click();
  await bars.locator("table.answer").waitFor();
  assert.equal(await bars.locator("table.answer button.member").count(), 0);
  await page.locator("button.measure").first().click();
  await page.locator("dialog pre, dialog .sql").first().waitFor();
  await page.keyboard.press("Escape");
  await page.context().close();
}

/** Days are chosen by keyboard, stand in the address, and outlive a reload. */
async function chooseDays() {
  const page = await openReport(masked, 1440, 900, "light");
  if ((await page.locator(".segmented button").count()) === 0) return page.context().close();
  await page.getByRole("button", { name: "All", exact: true }).focus();
  await page.keyboard.press("Enter");
  await settled(page);
  assert.match(await page.evaluate(() => location.hash), /range=all/);
  await page.reload();
  await settled(page);
  assert.equal(await page.getByRole("button", { name: "All", exact: true }).getAttribute("aria-pressed"), "true");
  await page.context().close();
}

/** The page's own policy: no other script, no request, whatever tries. */
async function policyHolds() {
  const context = await files.browser.newContext();
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(masked, "index.html")).href);
  await settled(page);
  const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+';/);
  const got = await page.evaluate(
    async (server) => {
      const script = document.createElement("script");
      script.textContent = "globalThis.hacked = 1";
      document.body.append(script);
      const reached = await fetch(server + "/healthz", { mode: "no-cors" }).then(
        () => true,
        () => false,
      );
      return { hacked: globalThis.hacked, reached };
    },
    address.replace(/\/$/, ""),
  );
  assert.deepEqual(got, { hacked: undefined, reached: false });
  await context.close();
}

const compared = await compare();
await visit(1440, 900, "light", "wide", true);
await nothingDead();
await useCards();
await chooseDays();
await policyHolds();
if (!quick) {
  await visit(1024, 768, "dark", "middle-dark", true);
  await visit(390, 844, "light", "phone", true);
  await visit(390, 844, "dark", "phone-dark", false);
}
for (const fault of served.faults) files.faults.add(`served: ${fault}`);
await files.browser.close();
files.finish(
  `the report works in a browser: ${compared.places} pages, ${compared.questions} questions as the server's`,
);
