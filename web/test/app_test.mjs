// Uses the dashboards of a running c360 serve in Chromium as people do: app_test.mjs ADDRESS PICTURES [quick].
//
// Fails for anything on the console (what the page's policy forbids is told there), any request to elsewhere, anything
// serious that axe finds, a page wider than the window, and for whatever a page should show or do and does not. Leaves a
// picture of every page in PICTURES, unless quick.
import assert from "node:assert/strict";
import { cardMenu, tileMenu } from "./card_menus.mjs";
import { ask, go, hashOf, inert, settled, sizes, Windows } from "./window.mjs";

const [address, pictures, quick] = process.argv.slice(2);
const windows = await Windows.launch(address, quick ? null : pictures);
windows.wholePages = true;

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
    await windows.look(page, name);
    if (withAxe) await windows.check(page, name);
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
  await windows.look(page, "filtered");
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

/** The name of a measure says what it means. */
async function definitions(page) {
  await go(page, "#/overview");
  await page.locator(".tile .measure").first().click();
  await page.locator("dialog dl", { hasText: "Table" }).waitFor();
  await page.locator("dialog .sql", { hasText: /SELECT/i }).waitFor();
  await windows.look(page, "definition");
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
  await windows.look(page, "explored");
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
  await windows.look(page, "search");
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
  windows.failing = true;
  const broken = (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      body: JSON.stringify({ title: "Late", detail: "the answer took longer than 60 s", hint: "ask for less" }),
    });
  await page.route("**/v1/metrics/query*", broken);
  await page.evaluate(() => (location.hash = "#/revenue?range=30d"));
  await page.locator("main [role=alert]", { hasText: "The answer took longer than 60 s." }).first().waitFor();
  await windows.look(page, "failed");
  await windows.check(page, "failed");
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
  await windows.look(page, "unreachable");
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await settled(page);
  windows.failing = false;
}

/** Filters that nothing fits say so, and lead back. */
async function nothingFits(page) {
  const { filters: dimensions } = await ask(page, "/v1/pages");
  await go(page, `#/revenue?${new URLSearchParams({ ["f." + dimensions[0]]: "no such member" })}`);
  await page.locator("main", { hasText: "Nothing fits these days and filters." }).waitFor();
  await windows.look(page, "nothing_fits");
  await page.getByRole("button", { name: "Clear the filters" }).first().click();
  await page.waitForSelector(".filter-chip", { state: "detached" });
  await settled(page);
}

/** A project that has no pages says why. */
async function withoutPages(page) {
  const heading = await page.locator("main h1").first().textContent();
  assert.match(heading, /has not run yet|There are no pages yet/);
  await windows.look(page, "without_pages");
  await windows.check(page, "without_pages");
}

try {
  const desk = await windows.open(1440, 900, "light");
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
    await cardMenu(windows, desk);
    await tileMenu(windows, desk);
    await definitions(desk);
    await explores(desk);
    await keyboard(desk);
    await nothingFits(desk);
    await failures(desk);
  }
  await inert(desk);
  await desk.close();
  if (!quick) {
    for (const { label, width, height, scheme, axe } of sizes.slice(1)) {
      const page = await windows.open(width, height, scheme);
      await visitAll(page, label, axe);
      await inert(page);
      await page.close();
    }
  }
} finally {
  await windows.browser.close();
}
windows.finish("the dashboards work in a browser");
