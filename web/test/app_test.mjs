// Uses the dashboards of a running c360 serve in Chromium as people do: app_test.mjs ADDRESS PICTURES [quick].
//
// Fails for anything on the console (what the page's policy forbids is told there), any request to elsewhere, anything
// serious that axe finds, a page wider than the window, and for whatever a page should show or do and does not. Leaves a
// picture of every page in PICTURES, unless quick.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const [address, pictures, quick] = process.argv.slice(2);
const base = address.replace(/\/$/, "");
const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const executable = process.env.C360_CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(executable)) {
  console.error(`there is no ${executable}: ./dev prove installs it`);
  process.exit(77);
}
mkdirSync(pictures, { recursive: true });

const browser = await chromium.launch({ executablePath: executable, args: ["--no-sandbox"] });
const faults = new Set();
/** While requests are made to fail, the browser says so on the console. */
let failing = false;

/** A window in which everything that should not happen is noted. */
async function open(width, height, colorScheme) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    reducedMotion: "reduce",
    acceptDownloads: true,
    locale: "en-US",
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (!(failing && /Failed to load resource/.test(message.text()))) faults.add(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.add(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.add(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(base + "/") && !/^(blob|data):/.test(request.url()))
      faults.add(`request: ${request.url()}`);
  });
  await page.goto(base + "/");
  await settled(page);
  return page;
}

/** Until nothing loads and what is drawn has its size. */
async function settled(page) {
  await page.waitForSelector("main > *:not(.visually-hidden)");
  await page.waitForFunction(
    () =>
      document.querySelectorAll(".skeleton, [aria-busy=true]").length === 0 &&
      [...document.querySelectorAll(".chart")].every((chart) => chart.querySelector("canvas")),
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function go(page, hash) {
  await page.evaluate((to) => (location.hash = to), hash);
  await page.waitForTimeout(30);
  await settled(page);
}

const ask = (page, path) => page.evaluate(async (to) => (await fetch(to)).json(), path);
const hashOf = (page) => page.evaluate(() => location.hash);

async function look(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) faults.add(`${name}: scrolls sideways by ${wide} pixels`);
  if (!quick) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

/** axe runs from the test's side of the browser, so that the page's own policy stays as it is. */
async function check(page, name) {
  const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
  for (const each of found.violations)
    if (each.impact === "serious" || each.impact === "critical") {
      const where = each.nodes.slice(0, 3).map((node) => node.html.slice(0, 200));
      faults.add(`${name}: ${each.id}: ${each.help}: ${where.join(" ")}`);
    }
}

const placesOf = (page) =>
  page.$$eval(".rail a", (links) => links.map((link) => link.getAttribute("href").replace(/\?.*/, "")));

/** Every page of the rail shows cards and figures; none says that it failed. */
async function visitAll(page, label, withAxe) {
  const places = await placesOf(page);
  for (const place of places) {
    await go(page, place);
    const name = `${place.replace("#/", "")}-${label}`;
    assert.equal(await page.locator("main [role=alert]").count(), 0, `${name} has a card that failed`);
    assert.ok((await page.locator("main .card").count()) > 0, `${name} has no cards`);
    await look(page, name);
    if (withAxe) await check(page, name);
  }
  return places;
}

/** The figures of tiles are those that the server gives for the same question. */
async function tilesAgree(page) {
  await go(page, "#/overview?range=all");
  const { pages } = await ask(page, "/v1/pages");
  const tiles = pages.find((each) => each.name === "overview").cards.filter((card) => card.kind === "tile");
  const currency = (await ask(page, "/v1/project")).currency;
  for (const tile of tiles) {
    const { rows } = await ask(page, `/v1/metrics/query?measure=${encodeURIComponent(tile.measures[0])}`);
    const shown = await page.locator(`.tile[aria-label=${JSON.stringify(tile.title)}] .figure`).getAttribute("title");
    const digits = (text) =>
      String(text)
        .replace(/[^\d]/g, "")
        .replace(/^0+|0+$/g, "");
    assert.equal(digits(shown), digits(rows[0][0]), `${tile.title} shows ${shown}, not ${rows[0][0]} ${currency}`);
  }
}

/** A click filters the page and adds a chip, which holds on other pages and when it is loaded again; Escape takes it away. */
async function filters(page) {
  await go(page, "#/revenue?range=all");
  const drawn = () => page.locator("main [role=img]").first().getAttribute("aria-label");
  const before = await drawn();
  const bar = page.locator(".hbars button.name").first();
  const member = await bar.textContent();
  await bar.click();
  await page.waitForSelector(".filter-chip");
  await settled(page);
  assert.match(await hashOf(page), /[?&](f|unknown)\./);
  assert.ok((await page.locator(".filter-chip").innerText()).includes(member), "the chip does not name its member");
  assert.notEqual(await drawn(), before, "the filter changes nothing");
  await look(page, "filtered");
  await page.locator(".rail a").first().click();
  await settled(page);
  assert.equal(await page.locator(".filter-chip").count(), 1, "the filter does not hold on the next page");
  await page.reload();
  await settled(page);
  assert.equal(await page.locator(".filter-chip").count(), 1, "the filter is not in the address");
  await page.keyboard.press("Escape");
  await page.waitForSelector(".filter-chip", { state: "detached" });
}

/** Dragging over time chooses days. */
async function dragsDays(page) {
  await go(page, "#/revenue?range=all");
  const box = await page.locator(".chart canvas").first().boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.4, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => /from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d/.test(location.hash));
  await settled(page);
}

/** Time can be parted otherwise, on all pages. */
async function partsTime(page) {
  await go(page, "#/revenue?range=all");
  await page.locator("button.menu-word").first().click();
  await page.getByRole("menuitemradio", { name: "By quarter" }).click();
  await settled(page);
  await page.locator(".rail a").first().click();
  await settled(page);
  assert.equal(await page.locator("button.menu-word").first().textContent(), "by quarter");
  assert.match(await hashOf(page), /grain=quarter/);
}

/** The menu of a card, by keyboard alone: a table, files with the figures shown, the statement. */
async function cardMenu(page) {
  await go(page, "#/revenue?range=all");
  const title = await page
    .locator("section.card", { has: page.locator(".chart") })
    .first()
    .getAttribute("aria-label");
  const card = page.locator(`section.card[aria-label=${JSON.stringify(title)}]`);
  const menu = card.locator(".icon-button[aria-haspopup=menu]");
  const choose = async (word) => {
    await menu.focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".menu");
    const items = await page.locator(".menu button").allTextContents();
    for (let i = 0; i < items.indexOf(word); ++i) await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), word, `${items} has no ${word}`);
    await page.keyboard.press("Enter");
  };
  const saved = async (word) => {
    const [download] = await Promise.all([page.waitForEvent("download"), choose(word)]);
    return readFileSync(await download.path());
  };
  await choose("As table");
  await card.locator("table").waitFor();
  const rows = await card.locator("tbody tr").count();
  assert.ok(rows > 3, "the table has no rows");
  await look(page, "as_table");
  const csv = (await saved("Download CSV")).toString("utf8").trim().split("\r\n");
  assert.equal(csv.length, rows + 1, "the CSV file has other rows than the table");
  const total = csv.slice(1).reduce((sum, line) => sum + BigInt(line.split(",").at(-1).replace(".", "")), 0n);
  const measure = csv[0].split(",").at(-1);
  const { rows: whole } = await ask(page, `/v1/metrics/query?measure=${measure}`);
  assert.equal(total, BigInt(String(whole[0][0]).replace(".", "")), "the CSV file does not add up to the whole");
  const png = await saved("Download PNG");
  assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assert.ok(png.length > 8000, "the picture is empty");
  await choose("Show SQL");
  await page.locator("dialog .sql", { hasText: /SELECT/i }).waitFor();
  await look(page, "sql");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  await choose("Full screen");
  await page.locator("dialog table").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-haspopup")), "menu");
}

/** The name of a measure says what it means. */
async function definitions(page) {
  await go(page, "#/overview");
  await page.locator(".tile .measure").first().click();
  await page.locator("dialog dl", { hasText: "Table" }).waitFor();
  await page.locator("dialog .sql", { hasText: /SELECT/i }).waitFor();
  await look(page, "definition");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
}

/** Explore: what is chosen stands in the address, becomes rows and columns, and a dashboard. */
async function explores(page) {
  await go(page, "#/explore");
  const { pages } = await ask(page, "/v1/pages");
  const [, second] = pages.find((each) => each.name === "overview").cards;
  await page.getByRole("button", { name: "Measure", exact: true }).click();
  await page.getByLabel("Find").fill(second.title);
  const picked = page.locator("dialog .picker button").first();
  const name = await picked.evaluate((button) => button.firstChild.textContent);
  await picked.click();
  await page.waitForSelector("dialog", { state: "detached" });
  await page.getByRole("button", { name: "Dimension", exact: true }).click();
  await page.locator("dialog .picker button").first().click();
  await page.waitForSelector("dialog", { state: "detached" });
  await page.selectOption(".controls select", { label: "All days together" });
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await page.getByLabel("Compare with the days before").check();
  await page.locator("main table").waitFor();
  await settled(page);
  await look(page, "explored");
  const shown = await page.locator("main table").innerText();
  assert.match(shown, /Before/);
  await page.reload();
  await settled(page);
  await page.locator("main table").waitFor();
  await settled(page);
  assert.equal(await page.locator("main table").innerText(), shown, "the address does not hold all");
  await page.getByRole("button", { name: "Save as dashboard" }).click();
  const yaml = await page.locator("dialog pre").textContent();
  assert.match(yaml, /^title: .*\ncards:\n {2}- title: .*\n {4}chart: table\n {4}measures: \[/);
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  await page.getByLabel(`Remove ${name}`).click();
  await settled(page);
}

/** By keyboard alone: "/" opens, typing finds, Enter goes; Tab begins with a way to the page. */
async function keyboard(page) {
  await go(page, "#/overview");
  await page.keyboard.press("/");
  await page.locator("dialog input:focus").waitFor();
  await page.keyboard.type("reve");
  await page.locator("#found li", { hasText: "Revenue" }).first().waitFor();
  await look(page, "search");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.startsWith("#/revenue"));
  await settled(page);
  await page.reload();
  await settled(page);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "To the page");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "MAIN");
  const names = new Set();
  for (let i = 0; i < 12; ++i) {
    await page.keyboard.press("Tab");
    names.add(
      await page.evaluate(
        () => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent,
      ),
    );
  }
  assert.ok(names.size >= 8, `Tab stands still: ${[...names]}`);
}

/** What failed is said, the rest stands, and trying again helps; so it is when the server is away. */
async function failures(page) {
  failing = true;
  const broken = (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      body: JSON.stringify({ title: "Late", detail: "the answer took longer than 60 s", hint: "ask for less" }),
    });
  await page.route("**/v1/metrics/query*", broken);
  await page.evaluate(() => (location.hash = "#/revenue?range=30d"));
  await page.locator("main [role=alert]", { hasText: "The answer took longer than 60 s." }).first().waitFor();
  await look(page, "failed");
  await check(page, "failed");
  await page.unroute("**/v1/metrics/query*", broken);
  const retries = page.getByRole("button", { name: "Try again" });
  while ((await retries.count()) > 0) {
    const left = await retries.count();
    await retries.first().click();
    await page.waitForFunction((most) => document.querySelectorAll("main [role=alert]").length < most, left);
  }
  await settled(page);
  await page.route("**/v1/**", (route) => route.abort());
  await page.reload();
  await page.locator("[role=alert]", { hasText: "The server does not answer." }).waitFor();
  await look(page, "unreachable");
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await settled(page);
  failing = false;
}

/** Filters that nothing fits say so, and lead back. */
async function nothingFits(page) {
  const { filters: dimensions } = await ask(page, "/v1/pages");
  await go(page, `#/revenue?${new URLSearchParams({ ["f." + dimensions[0]]: "no such member" })}`);
  await page.locator("main", { hasText: "Nothing fits these days and filters." }).waitFor();
  await look(page, "nothing_fits");
  await page.getByRole("button", { name: "Clear the filters" }).first().click();
  await page.waitForSelector(".filter-chip", { state: "detached" });
  await settled(page);
}

/** Nothing of the data may have become markup. */
async function inert(page) {
  const strange = await page.evaluate(() => document.querySelectorAll("img, iframe, object, embed, base, u, b").length);
  assert.equal(strange, 0, "the data has become elements");
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined, "the data has run");
}

/** A project that has no pages says why. */
async function withoutPages(page) {
  const heading = await page.locator("main h1").first().textContent();
  assert.match(heading, /has not run yet|There are no pages yet/);
  await look(page, "without_pages");
  await check(page, "without_pages");
}

try {
  const desk = await open(1440, 900, "light");
  const places = await placesOf(desk);
  if (places.length === 0) {
    await withoutPages(desk);
  } else if (!places.includes("#/overview")) {
    await visitAll(desk, "light", true);
  } else {
    await visitAll(desk, "light", true);
    await tilesAgree(desk);
    await filters(desk);
    await dragsDays(desk);
    await partsTime(desk);
    await cardMenu(desk);
    await definitions(desk);
    await explores(desk);
    await keyboard(desk);
    await nothingFits(desk);
    await failures(desk);
  }
  await inert(desk);
  await desk.close();
  if (!quick) {
    const sizes = [
      ["dark", 1440, 900, "dark"],
      ["tablet", 1024, 768, "light"],
      ["tablet_dark", 1024, 768, "dark"],
      ["phone", 390, 844, "light"],
      ["phone_dark", 390, 844, "dark"],
      ["large", 720, 450, "light"], // a window of 1440 × 900 at 200 %
    ];
    for (const [label, width, height, scheme] of sizes) {
      const page = await open(width, height, scheme);
      await visitAll(page, label, /dark/.test(label) || label === "phone");
      await inert(page);
      await page.close();
    }
  }
} finally {
  await browser.close();
}
for (const fault of faults) console.error(fault);
if (faults.size > 0) process.exit(1);
console.log("the dashboards work in a browser");
