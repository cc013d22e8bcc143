// Signing in, against a server that wants a token, which is made up here.
import assert from "node:assert/strict";
import { hashOf, pageOf, settled } from "./window.mjs";

/** Whoever sits at the server's machine, where nobody needs a token. */
export const localUser = {
  name: "local user",
  token: null,
  role: "admin",
  may: ["viewer", "analyst", "operator", "admin"],
  unmasked: true,
  all_rows: true,
};

/** A server that wants a token, for one page. */
async function guarded(page, token) {
  const ana = { ...localUser, name: "Ana", token: "t1", role: "viewer", may: ["viewer"], unmasked: false };
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
export async function signsIn(windows, id) {
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
export async function leadsNowhereElse(windows) {
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

/** Who is refused everything, as when the role is no more, can show another token. */
export async function refusedMaySignOut(windows) {
  windows.failing = true;
  let signedOut = false;
  const page = await windows.open(1440, 900, "light", "#/overview", async (made) => {
    await made.route("**/v1/**", (route) => {
      const refused = { status: 403, json: { detail: "the project has no role 'berlin' (any more)" } };
      return route.fulfill(signedOut ? { status: 401, json: { detail: "this needs a token" } } : refused);
    });
    await made.route("**/v1/session", (route) => {
      if (route.request().method() !== "DELETE") return route.fallback();
      signedOut = true;
      return route.fulfill({ json: {} });
    });
  });
  await page.locator("[role=alert]", { hasText: "the project has no role 'berlin' (any more)" }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.close();
  windows.failing = false;
}
