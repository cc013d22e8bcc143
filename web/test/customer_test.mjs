// Uses the customer page, the search, the project's own dashboards and signing in, as people do, in Chromium:
// customer_test.mjs ADDRESS PICTURES PROJECT [quick]. PROJECT is the folder that is served, whose dashboards it writes.
//
// Fails for anything on the console, any request to elsewhere, anything serious that axe finds, a page wider than the
// window, and for whatever a page should show or do and does not. Leaves pictures in PICTURES, unless quick.
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, go, hashOf, inert, pageOf, settled, Windows } from "./window.mjs";

const [address, pictures, project, quick] = process.argv.slice(2);
const windows = await Windows.launch(address, quick ? null : pictures);

const local = {
  name: "local user",
  token: null,
  role: "admin",
  may: ["viewer", "analyst", "operator", "admin"],
  unmasked: true,
  all_rows: true,
};
/** Signed in without a token, whatever the server says of it. */
const asLocal = (page) => page.route("**/v1/session", (route) => route.fulfill({ json: local }));
const open = (width, height, scheme, hash) => windows.open(width, height, scheme, hash, asLocal);

/** The customer with the most sales. */
async function busiest(page) {
  const { entities } = await ask(page, "/v1/metrics");
  const customers = entities.find((entity) => entity.role === "customer");
  const sales = entities.find((entity) => entity.role === "sale");
  const key = `${customers.entity}.${customers.key[0]}`;
  const count = sales.measures.find((measure) => measure.definition.includes("count(")).name;
  const params = new URLSearchParams({ measure: count, by: key, order: `${count} desc`, limit: "1" });
  const { rows } = await ask(page, `/v1/metrics/query?${params}`);
  return String(rows[0][0]);
}

/** All that is shown first comes by one request for the customer, and agrees with it. */
async function showsCustomer(page, id) {
  const asked = [];
  const note = (request) => request.url().includes("/v1/customers/") && asked.push(request.url());
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
async function showsSources(page, customer) {
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
async function timeline(page, customer) {
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
async function scrolls(page, customer) {
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
async function timelineFails(page, customer) {
  const all = customer.events.reduce((sum, each) => sum + each.count, 0);
  if (all <= 50) return;
  windows.failing = true;
  await page.route("**/timeline?*", (route) => route.fulfill({ status: 503, json: { detail: "it took too long" } }));
  await page.reload();
  await settled(page);
  const more = page.getByRole("button", { name: "Show more" });
  if ((await more.count()) > 0) await more.click();
  await page.locator(".timeline [role=alert]", { hasText: "it took too long" }).waitFor();
  assert.equal(await eventsOf(page).count(), 50);
  await windows.look(page, "timeline_failed");
  await page.unroute("**/timeline?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".day > ul > li").length > 50);
  windows.failing = false;
}

/** Letters that are typed before the field has the focus are lost. */
async function openSearch(page) {
  await page.keyboard.press("/");
  await page.locator("dialog input:focus").waitFor();
}
const closed = (page) => page.waitForSelector("dialog", { state: "detached" });

/** By keyboard alone, with a typing error: what was found, why, and Enter goes there. */
async function searches(page, customer) {
  const word = customer.name.split(" ").find((each) => each.length > 4) ?? customer.name;
  const wrong = word[0] + word[2] + word[1] + word.slice(3);
  await go(page, "#/");
  await openSearch(page);
  await page.keyboard.type(wrong);
  await page.locator("#found li", { hasText: "Customers" }).first().waitFor();
  await page
    .locator("#found .why", { hasText: `for “${wrong.toLowerCase()}”` })
    .first()
    .waitFor();
  assert.equal(await page.locator("#found li[aria-selected=true]").count(), 1);
  await windows.look(page, "search");
  await windows.check(page, "search");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const title = await page.locator("#found li[aria-selected=true] .found").innerText();
  await page.keyboard.press("Enter");
  await closed(page);
  await settled(page);
  assert.match(await hashOf(page), /^#\/customer\//);
  assert.equal(await page.locator("main h1").innerText(), title);
}

/** An id that is typed and entered at once leads to its customer, however late the answer; Escape closes. */
async function searchesInHaste(page, customer) {
  await go(page, "#/");
  await page.route("**/v1/customers/search*", async (route) => {
    await new Promise((done) => setTimeout(done, 400));
    await route.continue();
  });
  await openSearch(page);
  await page.keyboard.type(customer.id);
  await page.keyboard.press("Enter");
  await closed(page);
  assert.equal(decodeURIComponent((await hashOf(page)).split("?")[0]), `#/customer/${customer.id}`);
  await page.unroute("**/v1/customers/search*");
  await settled(page);
  await openSearch(page);
  await page.keyboard.type("no such customer as zzqx");
  await page.locator("dialog", { hasText: "Nothing has" }).waitFor();
  await page.keyboard.press("Escape");
  await closed(page);
}

/** An answer to letters that were typed before does not take the place of a later one. */
async function dropsOldAnswers(page, customer) {
  await go(page, "#/");
  let first = true;
  await page.route("**/v1/customers/search*", async (route) => {
    const slow = first;
    first = false;
    if (slow) await new Promise((done) => setTimeout(done, 700));
    await route.continue().catch(() => {}); // it may have been given up
  });
  await openSearch(page);
  await page.keyboard.type("zzqx");
  await page.waitForTimeout(150);
  await page.locator("dialog input").fill(customer.id);
  await page.locator("#found li", { hasText: "Customers" }).first().waitFor();
  await page.waitForTimeout(800);
  assert.ok((await page.locator("#found li").count()) > 0, "an old answer took the place of a later one");
  await page.unroute("**/v1/customers/search*");
  await page.keyboard.press("Escape");
  await closed(page);
}

async function searchFails(page, customer) {
  windows.failing = true;
  await go(page, "#/");
  await page.route("**/v1/customers/search*", (route) =>
    route.fulfill({ status: 500, json: { detail: "the index is broken" } }),
  );
  await openSearch(page);
  await page.keyboard.type(customer.id);
  await page.locator("dialog [role=alert]", { hasText: "Customers cannot be searched. the index is broken" }).waitFor();
  await windows.look(page, "search_failed");
  await page.unroute("**/v1/customers/search*");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("#found li", { hasText: "Customers" }).first().waitFor();
  await page.keyboard.press("Escape");
  await closed(page);
  windows.failing = false;
}

/** Who is not there has the reason, and a way on. */
async function noSuchCustomer(page) {
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
async function masks(page, id) {
  await page.route("**/v1/customers/*?timeline=*", async (route) => {
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
  await page.unroute("**/v1/customers/*?timeline=*");
}

const fileOf = (name) => join(project, "dashboards", `${name}.yaml`);

/** A dashboard follows its file: made, broken, mended, taken away. */
async function dashboards(page) {
  const { entities } = await ask(page, "/v1/metrics");
  const sales = entities.find((entity) => entity.role === "sale");
  const [first, second] = sales.measures.map((measure) => measure.name);
  const split = sales.dimensions.find((dimension) => ["category", "channel", "method"].includes(dimension.role)).name;
  const cards = `cards:
  - { chart: tile, measures: [${first}, ${second}], width: 6 }
  - { chart: time, measures: ${first}, grain: month, width: 6 }
  - { chart: bars, measures: ${first}, by: ${sales.entity}.${split}, top: 2, width: 4, title: Greatest, description: The greatest two. }
  - { chart: table, measures: [${first}, ${second}], by: ${sales.entity}.${split}, width: 8, title: All }
  - { title: Numbers, sql: "SELECT 1234567.50 AS exact, 12345 AS id, NULL AS nothing, date '2024-02-01' AS day" }
  - markdown: "Figures **stay**. [Rules](https://example.org/rules) [bad](javascript:alert(1)) <b>no</b>"
`;
  writeFileSync(fileOf("made_by_test"), `title: Made by a test\n${cards}`);
  await go(page, "#/dashboard/made_by_test?range=all");
  await page.getByRole("heading", { name: "Made by a test" }).waitFor();
  await page.locator("main .markdown a").waitFor();
  await settled(page);
  assert.equal(await page.locator(".hbars li").count(), 3, "top: 2 shows two and the rest");
  await page.getByText("The greatest two.").waitFor();
  const rows = await page.locator("section[aria-label=Numbers] tbody td").allInnerTexts();
  assert.deepEqual(rows, ["1,234,567.50", "12345", "–", "Feb 1, 2024"]);
  const link = page.locator(".markdown a");
  assert.equal(await link.count(), 1, "a link that may not be is one");
  assert.match(await link.getAttribute("rel"), /noopener/);
  await windows.look(page, "dashboard");
  await windows.check(page, "dashboard");
  await inert(page);

  const menu = page.locator("section[aria-label=Numbers] button[aria-haspopup=menu]");
  await menu.click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Download CSV").click()]);
  assert.match(download.suggestedFilename(), /^made_by_test-5\.csv$/);

  writeFileSync(
    fileOf("made_by_test"),
    `title: Made by a test\n${cards.replace(`measures: ${first}, by`, "measures: no_such, by")}`,
  );
  await page.locator(".faults", { hasText: "there is no measure 'no_such'".slice(6) }).waitFor();
  await page.locator(".faults code", { hasText: "dashboards/made_by_test.yaml:5:" }).waitFor();
  await windows.look(page, "dashboard_faulty");
  await windows.check(page, "dashboard_faulty");
  writeFileSync(fileOf("made_by_test"), `title: Mended\n${cards.replace("SELECT 1234567.50", "SELECT 7.25")}`);
  await page.getByRole("heading", { name: "Mended" }).waitFor();
  await page.locator("section[aria-label=Numbers] td", { hasText: "7.25" }).waitFor();
  assert.equal(await page.locator(".faults").count(), 0);
  await page.locator(".rail a[title=Mended]").waitFor({ timeout: 30_000 });
  windows.failing = true;
  rmSync(fileOf("made_by_test"));
  await page.locator("main [role=alert]", { hasText: "there is no dashboard 'made_by_test'" }).waitFor();
  await go(page, "#/");
  windows.failing = false;
}

/** A server that wants a token, for one page. */
async function guarded(page, token) {
  const ana = { ...local, name: "Ana", token: "t1", role: "viewer", may: ["viewer"], unmasked: false };
  const state = { signedIn: false, tokens: [] };
  const needed = { status: 401, json: { title: "Unauthorized", detail: "this needs a token" } };
  await page.route("**/v1/**", async (route) => {
    const request = route.request();
    if (!request.url().endsWith("/v1/session")) return state.signedIn ? route.continue() : route.fulfill(needed);
    if (request.method() === "DELETE") state.signedIn = false;
    if (request.method() === "POST") {
      assert.equal(request.headers()["content-type"], "application/json");
      const given = JSON.parse(request.postData()).token;
      state.tokens.push(given);
      if (given !== token)
        return route.fulfill({
          status: 401,
          json: { detail: "the token is wrong", hint: "c360 token list shows those there are" },
        });
      state.signedIn = true;
    }
    return state.signedIn || request.method() === "DELETE" ? route.fulfill({ json: ana }) : route.fulfill(needed);
  });
  return state;
}

/** Signing in leads back; the token stays nowhere; an end of the session asks again; signing out shows nothing more. */
async function signsIn(id) {
  windows.failing = true;
  const token = "c360_a-secret-that-stays-nowhere";
  const back = `${pageOf("customer", id)}?range=all`;
  let state;
  const page = await windows.open(1440, 900, "light", back, async (made) => (state = await guarded(made, token)));
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.match(await hashOf(page), /^#\/sign-in\?back=/);
  assert.equal(await page.getByLabel("Token").getAttribute("type"), "password");
  assert.ok(await page.getByLabel("Token").evaluate((field) => field === document.activeElement));
  await windows.look(page, "sign_in");
  await windows.check(page, "sign_in");
  await page.keyboard.press("Enter");
  await page.locator("[role=alert]", { hasText: "Paste a token first." }).waitFor();
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  await page.locator("[role=alert]", { hasText: "The token is wrong." }).waitFor();
  await windows.look(page, "sign_in_wrong");
  await windows.check(page, "sign_in_wrong");
  await page.keyboard.type(token);
  await page.keyboard.press("Enter");
  await page.locator(".customer-head").waitFor();
  await settled(page);
  assert.equal(await hashOf(page), back, "it does not lead back");
  assert.deepEqual(state.tokens, ["wrong", token]);
  const kept = await page.evaluate(() =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      history.state,
      document.documentElement.outerHTML,
    ]),
  );
  assert.ok(!kept.includes(token), "the token is kept in the page");

  const menu = page.getByRole("button", { name: "Ana, viewer" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.locator(".menu.user", { hasText: "Personal data is masked." }).waitFor();
  await windows.look(page, "user_menu");
  await windows.check(page, "user_menu");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".menu.user").count(), 0);

  state.signedIn = false; // as when the token was revoked
  await page.evaluate(() => (location.hash = "#/overview?range=7d"));
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.keyboard.type(token);
  await page.keyboard.press("Enter");
  await menu.waitFor();
  await settled(page);
  assert.equal(await hashOf(page), "#/overview?range=7d");
  await menu.click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal(await hashOf(page), "#/sign-in", "the address tells what was looked at");
  await page.close();
  windows.failing = false;
}

/** An address that wants to lead elsewhere leads to the pages. */
async function leadsNowhereElse() {
  windows.failing = true;
  const token = "c360_token";
  const hash = "#/sign-in?" + new URLSearchParams({ back: "https://elsewhere.example/#/" });
  const page = await windows.open(1440, 900, "light", hash, (made) => guarded(made, token));
  await page.getByLabel("Token").fill(token);
  await page.keyboard.press("Enter");
  await page.locator(".rail a").first().waitFor();
  assert.equal(await hashOf(page), "#/");
  await page.close();
  windows.failing = false;
}

/** Every kind of customer and dashboard that the project has, in one size. */
async function visitAll(page, label, ids) {
  for (const [i, id] of ids.entries()) {
    await go(page, pageOf("customer", id));
    await windows.look(page, `customer_${i}-${label}`);
    await windows.check(page, `customer_${i}-${label}`);
    await inert(page);
    for (const word of ["Profile", "Measures"]) {
      const panel = page.locator(".panels").getByRole("button", { name: word });
      if (!(await panel.isVisible())) continue;
      await panel.click();
      await windows.look(page, `customer_${i}_${word.toLowerCase()}-${label}`);
    }
  }
  const { dashboards: all } = await ask(page, "/v1/dashboards");
  for (const { name } of all) {
    await go(page, pageOf("dashboard", name) + "?range=all");
    await page.locator("main h1").first().waitFor();
    await page.waitForFunction(() => document.querySelectorAll(".dashboard > *").length > 0);
    await settled(page);
    await windows.look(page, `dashboard_${name}-${label}`);
    await windows.check(page, `dashboard_${name}-${label}`);
    await inert(page);
  }
}

try {
  const desk = await open(1440, 900, "light", "");
  const top = await busiest(desk);
  const { customers } = await ask(desk, "/v1/metrics").then(({ entities }) => ({
    customers: entities.find((entity) => entity.role === "customer"),
  }));
  const key = `${customers.entity}.${customers.key[0]}`;
  const params = new URLSearchParams({ measure: customers.measures[0].name, by: key, limit: "12" });
  const few = (await ask(desk, `/v1/metrics/query?${params}`)).rows.map((row) => String(row[0]));
  const ids = [...new Set([top, ...few])].slice(0, quick ? 2 : 10);
  const customer = await showsCustomer(desk, top);
  await showsSources(desk, customer);
  await timeline(desk, customer);
  await scrolls(desk, customer);
  await timelineFails(desk, customer);
  await visitAll(desk, "light", ids);
  const found = (await ask(desk, `/v1/customers/${encodeURIComponent(ids.at(-1))}?timeline=50`)) ?? customer;
  await searches(desk, /^[\p{L} ]+$/u.test(customer.name ?? "") ? customer : found);
  await searchesInHaste(desk, customer);
  await dropsOldAnswers(desk, customer);
  await searchFails(desk, customer);
  await noSuchCustomer(desk);
  await dashboards(desk);
  await masks(desk, top);
  await desk.close();
  await signsIn(top);
  await leadsNowhereElse();
  if (!quick) {
    const sizes = [
      ["dark", 1440, 900, "dark"],
      ["tablet", 1024, 768, "light"],
      ["phone", 390, 844, "light"],
      ["phone_dark", 390, 844, "dark"],
      ["large", 720, 450, "light"], // a window of 1440 × 900 at 200 %
    ];
    for (const [label, width, height, scheme] of sizes) {
      const page = await open(width, height, scheme, "");
      await visitAll(page, label, ids);
      await page.keyboard.press("/");
      await page.locator("dialog input:focus").waitFor();
      await page.keyboard.type(ids[0].slice(0, 3));
      await page.locator("#found li", { hasText: "Customers" }).first().waitFor();
      await windows.look(page, `search-${label}`);
      await page.close();
    }
  }
} finally {
  await windows.browser.close();
}
windows.finish("customers, dashboards of the user's own and signing in work in a browser");
