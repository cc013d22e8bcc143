// What tests of pages that c360 serve sends have in common: a window of Chromium in which everything that should not
// happen is noted.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** Sizes of windows, the colours in which they are looked at, and whether axe looks, too. */
export const sizes = [
  { label: "light", width: 1440, height: 900, scheme: "light", axe: true },
  { label: "dark", width: 1440, height: 900, scheme: "dark", axe: true },
  { label: "tablet", width: 1024, height: 768, scheme: "light", axe: false },
  { label: "tablet_dark", width: 1024, height: 768, scheme: "dark", axe: true },
  { label: "phone", width: 390, height: 844, scheme: "light", axe: true },
  { label: "phone_dark", width: 390, height: 844, scheme: "dark", axe: true },
  { label: "large", width: 720, height: 450, scheme: "light", axe: false }, // 1440 × 900 at 200 %
];

/** The windows of a test. Leaves pictures in a folder, unless there is none. */
export class Windows {
  faults = new Set();
  /** While requests are made to fail, the browser says so on the console. */
  failing = false;
  /** Pictures are of the page from top to end, not of what the window shows. */
  wholePages = false;

  constructor(browser, base, pictures) {
    this.browser = browser;
    this.base = base;
    this.pictures = pictures;
  }

  static async launch(address, pictures) {
    const executable = process.env.C360_CHROMIUM ?? "/usr/bin/chromium";
    if (!existsSync(executable)) {
      console.error(`there is no ${executable}: ./dev prove installs it`);
      process.exit(77);
    }
    if (pictures) mkdirSync(pictures, { recursive: true });
    const browser = await chromium.launch({ executablePath: executable, args: ["--no-sandbox"] });
    return new Windows(browser, address.replace(/\/$/, ""), pictures);
  }

  /** Opens a page; `before` may put its hands on requests. */
  async open(width, height, colorScheme, hash = "", before = async () => {}) {
    const context = await this.browser.newContext({
      viewport: { width, height },
      colorScheme,
      reducedMotion: "reduce",
      acceptDownloads: true,
      locale: "en-US",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await context.newPage();
    page.on("console", (message) => {
      const expected = this.failing && /Failed to load resource/.test(message.text());
      if (!expected) this.faults.add(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.faults.add(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      this.faults.add(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(this.base + "/") && !/^(blob|data):/.test(request.url()))
        this.faults.add(`request: ${request.url()}`);
    });
    await before(page);
    await page.goto(`${this.base}/${hash}`);
    await settled(page);
    return page;
  }

  /** What is done while requests may be refused. */
  async whileFailing(work) {
    this.failing = true;
    try {
      return await work();
    } finally {
      this.failing = false;
    }
  }

  /** Notes a page that is wider than its window, and takes a picture. */
  async look(page, name) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) this.faults.add(`${name}: scrolls sideways by ${wide} pixels`);
    if (this.pictures) await page.screenshot({ path: join(this.pictures, `${name}.png`), fullPage: this.wholePages });
  }

  /** axe runs from the test's side of the browser, so that the page's own policy stays as it is. */
  async check(page, name) {
    const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
    for (const each of found.violations)
      if (each.impact === "serious" || each.impact === "critical") {
        const where = each.nodes.slice(0, 3).map((node) => node.html.slice(0, 200));
        this.faults.add(`${name}: ${each.id}: ${each.help}: ${where.join(" ")}`);
      }
  }

  /** Ends the test: with its faults, if there are any. */
  finish(sentence) {
    for (const fault of this.faults) console.error(fault);
    if (this.faults.size > 0) process.exit(1);
    console.log(sentence);
  }
}

/** Until nothing loads and what is drawn has its size. */
export async function settled(page) {
  await page.waitForSelector("main > *:not(.visually-hidden)");
  await page.waitForFunction(
    () =>
      document.querySelectorAll(".skeleton, [aria-busy=true]").length === 0 &&
      [...document.querySelectorAll(".chart")].every((chart) => chart.querySelector("canvas")),
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

export async function go(page, hash) {
  await page.evaluate((to) => (location.hash = to), hash);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await settled(page);
}

export const ask = (page, path) => page.evaluate(async (to) => (await fetch(to)).json(), path);
export const hashOf = (page) => page.evaluate(() => location.hash);
export const pageOf = (...parts) => "#/" + parts.map(encodeURIComponent).join("/");

/** Nothing of the data may have become markup. */
export async function inert(page) {
  const strange = await page.evaluate(
    () => document.querySelectorAll("main :is(img, iframe, object, embed, base, u, b, script, style, link)").length,
  );
  assert.equal(strange, 0, "the data has become elements");
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined, "the data has run");
}
