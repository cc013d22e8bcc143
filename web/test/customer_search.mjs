// What the search must find, and say. Each takes the test's windows and a page.
import assert from "node:assert/strict";
import { go, hashOf, settled } from "./window.mjs";

/** Letters that are typed before the field has the focus are lost. */
async function openSearch(page) {
  await page.keyboard.press("/");
  await page.locator("dialog input:focus").waitFor();
}
export const closed = (page) => page.waitForSelector("dialog", { state: "detached" });

/** By keyboard alone, with a typing error: what was found, why, and Enter goes there. */
export async function searches(windows, page, customer) {
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
export async function searchesInHaste(windows, page, customer) {
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
export async function dropsOldAnswers(windows, page, customer) {
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

export async function searchFails(windows, page, customer) {
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
