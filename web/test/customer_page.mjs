// What the customer page must show and do. Each takes the test's windows and a page.
import assert from "node:assert/strict";
import { closed } from "./customer_search.mjs";
import { ask, go, hashOf, pageOf, settled } from "./window.mjs";

/** All that is shown first comes by one request for the customer, and agrees with it. */
export async function showsCustomer(windows, page, id) {
  const asked = [];
  const note = (request) => request.url().includes("/v1/customer?") && asked.push(request.url());
  page.on("request", note);
  await go(page, pageOf("customer", id));
  page.off("request", note);
  assert.equal(asked.filter((url) => !url.includes("/timeline")).length, 1, `${asked.length} requests`);
  const customer = await ask(page, `/v1/customers/${encodeURIComponent(id)}?timeline=50`);
  const text = await page.locator("main").innerText();
  if (customer.name) assert.equal((await page.locator("main h1").innerText()).trim(), customer.name);
  for (const field of customer.fields) assert.ok(text.includes(field.label), `${field.label} is not in the profile`);
  for (const measure of customer.measures) assert.ok(text.includes(measure.label), `${measure.label} is not shown`);
  const places = customer.measures.filter((measure) => measure.place);
  for (const { place } of places)
    assert.ok(text.includes(`${place.rank.toLocaleString("en-US")} of ${place.of.toLocaleString("en-US")}`));
  const total = customer.events.reduce((sum, each) => sum + each.count, 0);
  assert.match(text, new RegExp(`\\b${total.toLocaleString("en-US")} events?\\b`));
  return customer;
}

/** Each field says where its value comes from, down to the record. */
export async function showsSources(windows, page, customer) {
  const field = customer.fields.find((each) => each.sources.some((source) => source.file !== null));
  const button = page.getByRole("button", { name: `Source of ${field.label}`, exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  const shown = await page.locator(".source-of").first().innerText();
  const { table, column, source_column, file, record } = field.sources[0];
  for (const part of [table, column, source_column, file, record.toLocaleString("en-US")])
    assert.ok(shown.includes(part), `${part} is not in ${shown}`);
  await windows.look(page, "sources");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".source-of").count(), 0);
}

const eventsOf = (page) => page.locator(".day > ul > li");

/** Kinds filter; the button shows more, by keyboard, until all are there, in order. */
export async function timeline(windows, page, customer) {
  const counts = customer.events.filter((each) => each.count > 0).sort((a, b) => a.count - b.count);
  const all = counts.reduce((sum, each) => sum + each.count, 0);
  if (counts.length > 1) {
    const [rare] = counts;
    await page.locator(".chips").getByRole("button", { name: rare.label }).first().click();
    await page.waitForFunction(
      (count) => document.querySelectorAll(".day > ul > li").length === count,
      Math.min(50, rare.count),
    );
    assert.match(await hashOf(page), /[?&]kind=/);
    await page.reload();
    await settled(page);
    assert.equal(await eventsOf(page).count(), Math.min(50, rare.count), "the address does not hold the kinds");
    await page.getByRole("button", { name: "All", exact: true }).click();
    await settled(page);
  }
  const most = Math.min(all, 500);
  for (let before = 0; (await eventsOf(page).count()) < most;) {
    const shown = await eventsOf(page).count();
    assert.ok(shown > before, "no more events come");
    before = shown;
    const more = page.getByRole("button", { name: /Show more|Loading/ });
    await more.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((count) => document.querySelectorAll(".day > ul > li").length > count, shown);
    await settled(page);
  }
  if (all > 50) {
    const days = await page.locator(".day > h3").allInnerTexts();
    assert.ok(days.length > 2);
    const answer = await ask(page, `/v1/customers/${encodeURIComponent(customer.id)}/timeline?limit=${most}`);
    const titles = await page.locator(".day .title > .words").allTextContents();
    assert.deepEqual(
      titles.slice(0, most),
      answer.events.map((event) => event.title),
      "the timeline differs",
    );
  }
}

/** Scrolling to the end shows more by itself. */
export async function scrolls(windows, page, customer) {
  const all = customer.events.reduce((sum, each) => sum + each.count, 0);
  if (all <= 100) return;
  await page.reload();
  await settled(page);
  const before = await eventsOf(page).count();
  await page.mouse.move(600, 600);
  for (let i = 0; i < 40 && (await eventsOf(page).count()) === before; ++i) {
    await page.mouse.wheel(0, 4000);
    await page.waitForTimeout(50);
  }
  assert.ok((await eventsOf(page).count()) > before, "scrolling shows no more");
}

/** What of the timeline does not come is said; trying again helps, and what was there stays. */
export async function timelineFails(windows, page, customer) {
  const all = customer.events.reduce((sum, each) => sum + each.count, 0);
  if (all <= 50) return;
  windows.failing = true;
  await page.route("**/timeline?*", (route) => route.fulfill({ status: 503, json: { detail: "it took too long" } }));
  await page.reload();
  await settled(page);
  const more = page.getByRole("button", { name: "Show more" });
  await more.click({ timeout: 2_000 }).catch(() => {}); // it may have asked by itself, and be gone
  await page.locator(".timeline [role=alert]", { hasText: "it took too long" }).waitFor();
  assert.equal(await eventsOf(page).count(), 50);
  await windows.look(page, "timeline_failed");
  await page.unroute("**/timeline?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".day > ul > li").length > 50);
  windows.failing = false;
}

/** Who is not there has the reason, and a way on. */
export async function noSuchCustomer(windows, page) {
  windows.failing = true;
  await go(page, pageOf("customer", "<b>999999"));
  await page.locator("main h1", { hasText: "There is no customer <b>999999." }).waitFor();
  await windows.look(page, "no_such_customer");
  await windows.check(page, "no_such_customer");
  await page.getByRole("button", { name: "Search customers" }).click();
  await page.locator("dialog input:focus").waitFor();
  await page.keyboard.press("Escape");
  await closed(page);
  await go(page, "#/customer");
  await page.locator("main h1", { hasText: "Which customer?" }).waitFor();
  windows.failing = false;
}

/** Masked values are shown as such, with a note, and lead nowhere. */
export async function masks(windows, page, id) {
  await page.route("**/v1/customer?id=*", async (route) => {
    const answer = await (await route.fetch()).json();
    answer.name = "name·7k2m9x4q";
    for (const field of answer.fields)
      if (["name", "email"].includes(field.role)) field.value = `${field.name}·7k2m9x4q`;
    await route.fulfill({ json: answer });
  });
  await page.reload();
  await go(page, pageOf("customer", id));
  await page.locator("h1 .mask", { hasText: "name·7k2m9x4q" }).waitFor();
  await page.locator(".profile", { hasText: "Masked values stand for what you may not see" }).waitFor();
  assert.equal(await page.locator(".profile a[href^=mailto]").count(), 0, "a mask is a link");
  await windows.look(page, "masked");
  await windows.check(page, "masked");
  await page.unroute("**/v1/customer?id=*");
}
