// The menus of cards and tiles, by keyboard alone: a table, files with the figures shown, the statement, full screen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ask, go } from "./window.mjs";

/** What people do with the menu of a card: choose a word, perhaps to save a file. */
function menuOf(page, card) {
  const choose = async (word) => {
    await card.locator(".icon-button[aria-haspopup=menu]").focus();
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
  return { choose, saved };
}

async function escape(page) {
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
}

function isPicture(png) {
  assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assert.ok(png.length > 8000, "the picture is empty");
}

/** A card turns into its table and its files have what it shows. */
export async function cardMenu(windows, page) {
  await go(page, "#/revenue?range=all");
  const title = await page
    .locator("section.card", { has: page.locator(".chart") })
    .first()
    .getAttribute("aria-label");
  const card = page.locator(`section.card[aria-label=${JSON.stringify(title)}]`);
  const { choose, saved } = menuOf(page, card);
  await choose("As table");
  await card.locator("table").waitFor();
  const rows = await card.locator("tbody tr").count();
  assert.ok(rows > 3, "the table has no rows");
  await windows.look(page, "as_table");
  const csv = (await saved("Download CSV")).toString("utf8").trim().split("\r\n");
  assert.equal(csv.length, rows + 1, "the CSV file has other rows than the table");
  const total = csv.slice(1).reduce((sum, line) => sum + BigInt(line.split(",").at(-1).replace(".", "")), 0n);
  const measure = csv[0].split(",").at(-1);
  const { rows: whole } = await ask(page, `/v1/metrics/query?measure=${measure}`);
  assert.equal(total, BigInt(String(whole[0][0]).replace(".", "")), "the CSV file does not add up to the whole");
  const png = await saved("Download PNG");
  isPicture(png);
  await choose("Show SQL");
  await page.locator("dialog .sql", { hasText: /SELECT/i }).waitFor();
  await windows.look(page, "sql");
  await escape(page);
  await choose("Full screen");
  await page.locator("dialog table").waitFor();
  await escape(page);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-haspopup")), "menu");
}

/** A tile's course adds up to its figure, is drawn large, and is asked without the tiles beside it. */
export async function tileMenu(windows, page) {
  await go(page, "#/overview?range=all");
  const { pages } = await ask(page, "/v1/pages");
  const [first] = pages.find((each) => each.name === "overview").cards;
  const [measure] = first.measures;
  const tile = page.locator(`.tile[aria-label=${JSON.stringify(first.title)}]`);
  const { choose, saved } = menuOf(page, tile);
  await choose("As table");
  const rows = await page.locator("dialog tbody tr").count();
  assert.ok(rows > 3, "the table of the tile's course has no rows");
  assert.equal(await page.locator("dialog thead th").count(), 2, "the table shows more than the tile's own measure");
  await escape(page);
  const csv = (await saved("Download CSV")).toString("utf8").trim().split("\r\n");
  assert.deepEqual([csv.length, csv[0].split(",").length], [rows + 1, 2]);
  isPicture(await saved("Download PNG"));
  await choose("Show SQL");
  await page.locator("dialog .sql", { hasText: /SELECT/i }).waitFor();
  await escape(page);
  await choose("Full screen");
  await page.locator("dialog .chart canvas").waitFor();
  await windows.look(page, "tile_full");
  await escape(page);
  const { rows: whole } = await ask(page, `/v1/metrics/query?measure=${measure}`);
  const cents = (text) => BigInt(String(text).replace(".", ""));
  const total = csv.slice(1).reduce((sum, line) => sum + cents(line.split(",").at(-1)), 0n);
  assert.equal(total, cents(whole[0][0]), "the tile's CSV file does not add up to its figure");
}
