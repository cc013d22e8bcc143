// Uses the customer page, the search, the project's own dashboards and signing in, as people do, in Chromium:
// customer_test.mjs ADDRESS PICTURES PROJECT [quick]. PROJECT is the folder that is served, whose dashboards it writes.
//
// Fails for anything on the console, any request to elsewhere, anything serious that axe finds, a page wider than the
// window, and for whatever a page should show or do and does not. Leaves pictures in PICTURES, unless quick.
import {
  masks,
  noSuchCustomer,
  scrolls,
  showsCustomer,
  showsSources,
  timeline,
  timelineFails,
} from "./customer_page.mjs";
import { dropsOldAnswers, searches, searchesInHaste, searchFails } from "./customer_search.mjs";
import { dashboards } from "./own_dashboards.mjs";
import { leadsNowhereElse, localUser, refusedMaySignOut, signsIn } from "./sign_in.mjs";
import { ask, go, inert, pageOf, settled, Windows } from "./window.mjs";

const [address, pictures, project, quick] = process.argv.slice(2);
const windows = await Windows.launch(address, quick ? null : pictures);

/** Signed in without a token, whatever the server says of it. */
const asLocal = (page) => page.route("**/v1/session", (route) => route.fulfill({ json: localUser }));
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

/** The first customer whose name is words, in which a letter can be mistaken. */
async function plainlyNamed(page, ids) {
  for (const id of ids) {
    const customer = await ask(page, `/v1/customers/${encodeURIComponent(id)}`);
    if (/^(?=.*\p{L}{5})[\p{Script=Latin} ]{5,40}$/u.test(customer.name ?? "")) return customer;
  }
  throw new Error("no customer has a plain name");
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
  const customer = await showsCustomer(windows, desk, top);
  await showsSources(windows, desk, customer);
  await timeline(windows, desk, customer);
  await scrolls(windows, desk, customer);
  await timelineFails(windows, desk, customer);
  await visitAll(desk, "light", ids);
  await searches(windows, desk, await plainlyNamed(desk, [top, ...few]));
  await searchesInHaste(windows, desk, customer);
  await dropsOldAnswers(windows, desk, customer);
  await searchFails(windows, desk, customer);
  await noSuchCustomer(windows, desk);
  await dashboards(windows, desk, project);
  await masks(windows, desk, top);
  await desk.close();
  await signsIn(windows, top);
  await leadsNowhereElse(windows);
  await refusedMaySignOut(windows);
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
