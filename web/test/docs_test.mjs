// Opens a documentation in Chromium, from its file, and uses it as people do: docs_test.mjs INDEX.HTML PICTURES [quick].
//
// Fails for anything on the console, any request, anything serious that axe finds, a page wider than the window, and for
// whatever a page should show and does not. Leaves a picture of every kind of page in PICTURES, unless quick.
import assert from "node:assert/strict";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { pageOf, sizes, go as show, Windows } from "./window.mjs";

const [page_file, pictures, quick] = process.argv.slice(2);
const address = pathToFileURL(resolve(page_file)).href;
const windows = await Windows.launch(pathToFileURL(dirname(resolve(page_file))).href, quick ? null : pictures);

/** A window in which every request but that for the file itself is a fault. */
const open = (width, height, scheme) =>
  windows.open(width, height, scheme, basename(page_file), async (page) =>
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== address) windows.faults.add(`request: ${request.url()}`);
    }),
  );

const dataOf = (page) => page.evaluate(() => JSON.parse(document.getElementById("c360-data").textContent));
const go = (page, ...parts) => show(page, pageOf(...parts));

/** Notes bars that do not start where they should, too. */
async function look(page, name) {
  const late = await page.evaluate(
    () =>
      [...document.querySelectorAll(".bars .bar")].filter((track) => {
        const start = track.querySelector("rect").getBoundingClientRect().left;
        return Math.abs(start - track.getBoundingClientRect().left) > 1;
      }).length,
  );
  if (late > 0) windows.faults.add(`${name}: ${late} bars do not start at zero`);
  await windows.look(page, name);
}

/** An address for every kind of page that the documentation has. */
function places(data) {
  const id = (table) => `${table.schema}.${table.name}`;
  const first = (role) => data.tables.find((table) => table.role === role);
  const list = [
    ["overview"],
    ["sources", "sources"],
    ["tables", "tables"],
    ["metrics", "metrics"],
    ["lineage", "lineage"],
    ["rows", "rows"],
  ];
  for (const role of ["bronze", "malformed", "silver", "quarantine", "model", "published"])
    if (first(role)) list.push([role, "table", id(first(role))]);
  const widest = [...data.tables]
    .filter((table) => table.role === "model")
    .sort((a, b) => b.columns.length - a.columns.length)[0];
  if (widest) {
    list.push(["lineage_of_table", "lineage", id(widest)]);
    list.push(["lineage_of_column", "lineage", id(widest), widest.columns.at(-1).name]);
    list.push(["widest", "table", id(widest)]);
  }
  if (data.sources[0]) list.push(["source", "sources", data.sources[0].name]);
  if (data.metrics[0]) list.push(["entity", "metrics", data.metrics[0].name]);
  const measured = data.metrics.find((entity) => entity.measures.length > 0);
  if (measured) list.push(["measure", "measure", measured.measures[0].name]);
  return list;
}

async function visitAll(page, label, withAxe) {
  for (const [name, ...parts] of places(await dataOf(page))) {
    await go(page, ...parts);
    const heading = await page.locator("main h1").first().textContent();
    assert.ok(heading.trim() !== "", `${name} has no heading`);
    await look(page, `${name}-${label}`);
    if (withAxe) await windows.check(page, `${name}-${label}`);
  }
}

/** Letters that are typed before the field has the focus are lost. */
async function openSearch(page) {
  await page.keyboard.press("/");
  await page.locator("dialog input:focus").waitFor();
}

/** By keyboard alone: "/" opens, typing finds, arrows choose, Enter goes, Escape closes. */
async function search(page) {
  const data = await dataOf(page);
  const table = data.tables.find((each) => each.role === "silver") ?? data.tables[0];
  if (!table) return;
  await go(page);
  await openSearch(page);
  await page.keyboard.type(table.name.slice(0, Math.max(3, table.name.length - 1)));
  await page.waitForSelector("#found li");
  assert.equal(await page.locator("#found li[aria-selected=true]").count(), 1);
  await look(page, "search");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const chosen = await page.locator("#found li[aria-selected=true] .found").textContent();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog", { state: "detached" });
  assert.match(
    decodeURIComponent(new URL(page.url()).hash),
    new RegExp(chosen.split(".").pop().replace(/[^\w]/g, "."), "i"),
  );
  await openSearch(page);
  await page.keyboard.type("no such thing as zzqx");
  await page.locator("dialog", { hasText: /Nothing has/ }).waitFor();
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  for (const each of data.metrics.flatMap((entity) => entity.measures).slice(0, 3)) {
    await openSearch(page);
    await page.keyboard.type(each.label);
    await page.locator("#found li", { hasText: "measure" }).first().waitFor();
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
  }
}

/** Boxes of the graph are links; the tools zoom. */
async function graph(page) {
  const data = await dataOf(page);
  if (!data.tables.some((table) => table.role === "silver")) return;
  await go(page, "lineage");
  const boxes = page.locator(".graph .node > a");
  if ((await page.locator("main .note").count()) > 0) {
    assert.match(await page.locator("main .note").textContent(), /too many for one picture/);
    return;
  }
  await boxes.first().waitFor();
  const scale = () => page.locator(".graph svg.canvas > g").getAttribute("transform");
  const before = await scale();
  await page.getByRole("button", { name: "Larger" }).click();
  assert.notEqual(await scale(), before, "the graph does not zoom");
  await page.getByRole("button", { name: "Whole picture" }).click();
  await boxes.first().focus();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(60);
  assert.doesNotMatch(page.url(), /#\/lineage$/, "a box leads nowhere");
}

/** Nothing of the data may have become markup. */
async function inert(page) {
  const strange = await page.evaluate(
    () => document.querySelectorAll("img, iframe, object, embed, form, base, link").length,
  );
  assert.equal(strange, 0, "the data has become elements");
  assert.equal(await page.evaluate(() => document.scripts.length), 3);
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined, "the data has run");
}

try {
  const desk = await open(1440, 900, "light");
  await visitAll(desk, "light", true);
  await search(desk);
  await graph(desk);
  await inert(desk);
  await desk.close();
  if (!quick) {
    for (const { label, width, height, scheme, axe } of sizes.slice(1)) {
      const page = await open(width, height, scheme);
      await visitAll(page, label, axe);
      await page.close();
    }
  }
} finally {
  await windows.browser.close();
}
windows.finish("the documentation works in a browser");
