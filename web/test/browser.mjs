// Chromium for the tests of pages that c360 serve sends: windows in which everything that should not happen is noted.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const executable = process.env.C360_CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(executable)) {
  console.error(`there is no ${executable}: ./dev prove installs it`);
  process.exit(77);
}

/** Sizes of windows, and the colours in which they are looked at. */
export const windows = [
  { label: "light", width: 1440, height: 900, scheme: "light", axe: true },
  { label: "dark", width: 1440, height: 900, scheme: "dark", axe: true },
  { label: "tablet", width: 1024, height: 768, scheme: "light", axe: false },
  { label: "phone", width: 390, height: 844, scheme: "light", axe: true },
  { label: "large", width: 720, height: 450, scheme: "light", axe: false }, // 1440 × 900 at 200 %
];

/** `fakes` is called with each new window, before it loads anything. */
export async function start({ address, pictures, fakes = async () => undefined }) {
  const base = address.replace(/\/$/, "");
  const browser = await chromium.launch({ executablePath: executable, args: ["--no-sandbox"] });
  const faults = new Set();
  if (pictures) mkdirSync(pictures, { recursive: true });
  /** Answers that are meant to be refusals: the browser tells of each on the console. */
  let refusing = 0;

  async function open(width, height, colorScheme, where = "#/") {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      reducedMotion: "reduce",
      acceptDownloads: true,
      locale: "en-US",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (refusing === 0 || !/Failed to load resource/.test(message.text())) faults.add(`console: ${message.text()}`);
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
    await fakes(page);
    await page.goto(base + "/" + where);
    await settled(page);
    return page;
  }

  /** What is done while requests may be refused. */
  async function whileRefusing(work) {
    ++refusing;
    try {
      return await work();
    } finally {
      --refusing;
    }
  }

  async function look(page, name) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) faults.add(`${name}: scrolls sideways by ${wide} pixels`);
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }

  /** axe runs from the test's side of the browser, so that the page's own policy stays as it is. */
  async function check(page, name) {
    const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
    for (const each of found.violations)
      if (each.impact === "serious" || each.impact === "critical")
        faults.add(
          `${name}: ${each.id}: ${each.help}: ${each.nodes
            .slice(0, 3)
            .map((node) => node.html.slice(0, 200))
            .join(" ")}`,
        );
  }

  /** Nothing of the data may have become markup, or have run. */
  async function inert(page, name) {
    const strange = await page.evaluate(
      () => document.querySelectorAll("main img, iframe, object, embed, base").length,
    );
    if (strange > 0) faults.add(`${name}: the data has become elements`);
    const scripts = await page.evaluate(() => [...document.scripts].filter((each) => !each.src).length);
    if (scripts > 0) faults.add(`${name}: the data has become scripts`);
    if ((await page.evaluate(() => globalThis.hacked)) !== undefined) faults.add(`${name}: the data has run`);
  }

  return { base, browser, faults, open, look, check, inert, whileRefusing };
}

/** Until nothing loads and what is drawn has its size. */
export async function settled(page) {
  await page.waitForSelector("main > *:not(.visually-hidden)");
  await page.waitForFunction(
    () =>
      document.querySelectorAll("main .skeleton, main [aria-busy=true]").length === 0 &&
      [...document.querySelectorAll(".chart")].every((chart) => chart.querySelector("canvas")),
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

export async function go(page, hash) {
  await page.evaluate((to) => (location.hash = to), hash);
  await page.waitForTimeout(30);
  await settled(page);
}

export const ask = (page, path) => page.evaluate(async (to) => (await fetch(to)).json(), path);
export const hashOf = (page) => page.evaluate(() => location.hash);
