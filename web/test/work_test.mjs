// Uses the pages about the lakehouse itself (data quality, runs, lineage, SQL) of a running c360 serve in Chromium:
// work_test.mjs ADDRESS PICTURES KIND [quick]. KIND is what the project is: example, hostile, failed or fresh.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ask, go, hashOf, inert, settled, sizes, Windows } from "./window.mjs";
import { Fakes } from "./work_fakes.mjs";

const [address, pictures, kind, quick] = process.argv.slice(2);
const fakes = new Fakes(address.replace(/\/$/, ""));
const windows = await Windows.launch(address, quick ? null : pictures);
windows.wholePages = true;
const open = (width, height, scheme, hash) => windows.open(width, height, scheme, hash, (page) => fakes.on(page));
const look = (page, name) => windows.look(page, name);

const button = (page, name) => page.getByRole("button", { name, exact: true });
const sqlHash = (statement) => "#/sql?" + new URLSearchParams({ q: statement });

/** Runs a statement, and waits for its rows or its error. */
async function run(page, statement) {
  await go(page, sqlHash(statement));
  await button(page, "Run").click();
  await page.locator("main [aria-label=Answer], main .result, main .note").first().waitFor();
  await settled(page);
}

/** An address for every kind of page that there is. */
async function places(page) {
  const { runs } = await ask(page, "/v1/runs");
  const { tables = [] } = await ask(page, "/v1/lineage");
  const list = [
    ["quality", "#/quality"],
    ["runs", "#/runs"],
    ["sql", "#/sql"],
  ];
  if (tables.length > 0) list.push(["lineage", "#/lineage"]);
  if (runs[0]) list.push(["run", `#/runs/${encodeURIComponent(runs[0].run_id)}`]);
  const model = tables.filter((each) => each.role === "model").sort((a, b) => b.columns.length - a.columns.length)[0];
  if (model) {
    const at = `#/lineage/${encodeURIComponent(`${model.schema}.${model.name}`)}`;
    list.push(["lineage_of_table", at]);
    list.push(["lineage_of_column", `${at}/${encodeURIComponent(model.columns.at(-1).name)}`]);
  }
  return list;
}

async function visitAll(page, { label, axe }) {
  for (const [name, hash] of await places(page)) {
    await go(page, hash);
    assert.equal(await page.locator("main [role=alert]").count(), 0, `${name} has something that failed`);
    assert.equal(await page.locator("main h1").count(), 1, `${name} has no heading of its own`);
    await look(page, `${name}-${label}`);
    await inert(page);
    if (axe) await windows.check(page, `${name}-${label}`);
  }
}

/** Figures are the API's; an entity and a reason are chosen by a click, and stand in the address. */
async function quality(page) {
  await go(page, "#/quality");
  const { row_account, quarantined_by_reason } = await ask(page, "/v1/quality");
  const records = row_account.reduce((sum, each) => sum + each.source_rows, 0);
  const tile = (name) => page.locator(".tile", { has: page.getByText(name, { exact: true }) }).locator(".figure");
  assert.equal(await tile("Records").getAttribute("title"), records.toLocaleString("en-US"));
  const flow = await page.locator(".flow svg").getAttribute("aria-label");
  assert.ok(flow.includes(records.toLocaleString("en-US")), `the flow says ${flow}`);
  assert.equal(await page.locator(".accounts tbody tr").count(), row_account.length);
  const worst = [...quarantined_by_reason].sort((a, b) => b.rows - a.rows)[0];
  await page.locator(".accounts").getByRole("button", { name: worst.entity, exact: true }).click();
  await settled(page);
  assert.match(await hashOf(page), new RegExp(`entity=${worst.entity}`));
  const account = row_account.find((each) => each.entity === worst.entity);
  assert.equal(await tile("Records").getAttribute("title"), account.source_rows.toLocaleString("en-US"));
  await page.locator(".reasons").getByRole("button", { name: worst.reason }).click();
  await page.locator(".quarantined tbody tr").first().waitFor();
  const shown = await page.locator(".quarantined tbody tr").count();
  assert.equal(shown, Math.min(50, worst.rows), "not as many rows as there are");
  if (worst.rows > shown) {
    await button(page, "More rows").click();
    await page.waitForFunction((n) => document.querySelectorAll(".quarantined tbody tr").length > n, shown);
  }
  await page.goBack();
  await page.goBack();
  await settled(page);
  assert.equal(await tile("Records").getAttribute("title"), records.toLocaleString("en-US"));
}

/** Rows are chosen and dismissed with a reason, released, withdrawn; what is refused is told. */
async function decisions(page) {
  const { quarantined_by_reason } = await ask(page, "/v1/quality");
  const { entity, reason } = quarantined_by_reason.find((each) => each.rows >= 3);
  await go(page, "#/quality?" + new URLSearchParams({ entity, reason }));
  const rows = page.locator(".quarantined tbody tr");
  await rows.first().waitFor();
  const before = await rows.count();
  await rows.nth(0).getByRole("checkbox").check();
  await rows.nth(2).getByRole("checkbox").check();
  await look(page, "rows_chosen");
  await button(page, "Dismiss 2 rows…").click();
  const dialog = page.locator("dialog[open]");
  assert.ok(await dialog.getByRole("button", { name: "Dismiss", exact: true }).isDisabled(), "no reason is asked for");
  await dialog.getByLabel("Why").fill("refuse");
  await look(page, "dismiss");
  await windows.check(page, "dismiss");
  await windows.whileFailing(async () => {
    await dialog.getByRole("button", { name: "Dismiss", exact: true }).click();
    await dialog.getByText("this needs the role operator").waitFor();
  });
  await dialog.getByLabel("Why").fill("a test of the export");
  await dialog.getByRole("button", { name: "Dismiss", exact: true }).click();
  await dialog.getByText("Recorded as decision 2, about 2 rows.").waitFor();
  await button(page, "Done").click();
  await page.waitForFunction((n) => document.querySelectorAll(".quarantined tbody tr").length === n, before - 2);
  const asked = fakes.asked.at(-1);
  assert.equal(asked.decision, "dismiss");
  assert.equal(asked.entity, entity);
  assert.equal(asked.why, "a test of the export");
  assert.equal(asked.rows.length, 2);
  assert.ok(asked.file && asked.file_no, "the file is not named");

  await button(page, "Decided").click();
  await page.waitForFunction(() => document.querySelectorAll(".quarantined tbody tr").length === 2);
  assert.match(await rows.first().innerText(), /dismissed, from the next run on/);
  await rows.nth(0).getByRole("checkbox").check();
  await button(page, "Withdraw…").click();
  await dialog.getByLabel("Why").fill("not a test");
  await dialog.getByRole("button", { name: "Withdraw", exact: true }).click();
  await button(page, "Done").click();
  await page.waitForFunction(() => document.querySelectorAll(".quarantined tbody tr").length === 1);

  await button(page, "Open").click();
  await rows.first().waitFor();
  await page.getByRole("button", { name: /^Release all/ }).click();
  await dialog.getByLabel("Why").fill("we know them");
  await dialog.getByRole("button", { name: "Release", exact: true }).click();
  await dialog.getByText("id is of the key, which has no value").waitFor();
  await look(page, "released");
  assert.deepEqual(Object.keys(fakes.asked.at(-1)).sort(), ["decision", "entity", "reason", "why"]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

/** Who may not see records as they came is told so, and asked nothing. */
async function viewers() {
  fakes.may = ["viewer"];
  const page = await open(1440, 900, "light", "#/quality");
  await page.getByText("are shown to those with the role operator").waitFor();
  assert.equal(await page.getByRole("button", { name: /^Dismiss/ }).count(), 0);
  await go(page, "#/runs");
  assert.equal(await button(page, "Start a run").count(), 0);
  fakes.may = ["viewer", "analyst", "operator", "admin"];
  await page.close();
}

/** A run is started, seen at work, cancelled; a second one is a conflict; one beside is told of. */
async function runs(page) {
  await go(page, "#/runs");
  const { runs: all } = await ask(page, "/v1/runs");
  assert.equal(await page.locator("table.runs tbody tr").count(), all.length);
  await button(page, "Start a run").click();
  await page.getByText("20300102T030405-0a1b2c3d").waitFor();
  assert.match(await page.locator("main .card").first().innerText(), /refine silver\.orders/);
  assert.match(await page.locator(".run-steps").first().innerText(), /42 %/);
  await look(page, "run_at_work");
  await windows.check(page, "run_at_work");
  await button(page, "Cancel").click();
  await button(page, "Stopping…").waitFor();
  fakes.run = { ...fakes.run, status: "cancelled" };
  await button(page, "Start a run").waitFor();

  fakes.refusesRuns = "this lakehouse is in use by run 7";
  await windows.whileFailing(async () => {
    await button(page, "Start a run").click();
    await page.getByText("this lakehouse is in use by run 7").waitFor();
  });
  fakes.refusesRuns = null;
  await button(page, "Other ways").click();
  await page.getByRole("menuitem", { name: "Only some tables…" }).click();
  const dialog = page.locator("dialog[open]");
  await dialog.locator("li label").first().click();
  const name = await dialog.locator("li label").first().innerText();
  await look(page, "only_some");
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByText(`only ${name}:`).waitFor();
  fakes.run = {
    ...fakes.run,
    status: "failed",
    errors: [{ message: "it <b>broke</b>", hint: "mend it", file: "c360.yaml", line: 3 }],
  };
  await page.getByText("c360.yaml:3: it <b>broke</b> mend it").waitFor();
  fakes.run = null;
  fakes.other = { run_id: "r2", process: 7, host: "elsewhere", since: new Date().toISOString() };
  await page.getByText("A run works beside this server: r2, process 7 on elsewhere").waitFor({ timeout: 10_000 });
  assert.equal(await button(page, "Start a run").count(), 0);
  fakes.other = null;
}

/** A run's report shows each step of it. */
async function report(page) {
  const { runs: all } = await ask(page, "/v1/runs");
  await go(page, "#/runs");
  await page.locator("table.runs a").first().click();
  await page.locator(".run-steps").waitFor();
  const { steps } = await ask(page, `/v1/runs/${all[0].run_id}`);
  assert.equal(await page.locator(".run-steps tbody tr").count(), steps.length);
  await windows.whileFailing(async () => {
    await page.evaluate(() => (location.hash = "#/runs/nothing"));
    await page.getByText("there is no run nothing").waitFor();
  });
}

/** Boxes are links: a table opens its columns, a column its whole way. */
async function lineage(page) {
  await go(page, "#/lineage");
  const boxes = page.locator(".graph .node > a");
  await boxes.first().waitFor();
  const before = await boxes.count();
  await button(page, "Bronze").click();
  await page.waitForFunction((n) => document.querySelectorAll(".graph .node > a").length < n, before);
  await boxes.last().focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /^#\/lineage\/.+/.test(location.hash));
  await settled(page);
  await page.locator(".graph a.column").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /^#\/lineage\/[^/]+\/.+/.test(location.hash));
  await settled(page);
  await go(page, "#/lineage/no.such%3Cb%3E");
  await page.getByText("There is no table no.such<b>").waitFor();
}

const editor = (page) => page.locator(".cm-content");

/** By keyboard alone: completion, Ctrl+Enter, the rows, and out of the editor again. */
async function typing(page) {
  await go(page, "#/sql");
  const { tables } = await ask(page, "/v1/tables");
  const [schema, name] = tables.find((each) => each.table.startsWith("silver.")).table.split(".");
  await editor(page).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(`SELECT count(*) AS n FROM ${schema}.${name.slice(0, 3)}`);
  await page.locator(".cm-tooltip-autocomplete li", { hasText: name }).first().waitFor();
  await look(page, "completion");
  await windows.check(page, "completion");
  await page.keyboard.press("Tab");
  assert.match(await editor(page).innerText(), new RegExp(`${schema}\\.${name}`));
  await page.keyboard.press("Control+Enter");
  await page.locator(".result").waitFor();
  const { rows } = await ask(
    page,
    "/v1/sql?" + new URLSearchParams({ statement: `SELECT count(*) FROM ${schema}.${name}` }),
  );
  assert.equal(await page.locator(".result tbody td").nth(1).innerText(), String(rows[0][0]));

  const { columns } = await ask(page, `/v1/tables/${schema}.${name}`);
  const column = columns.find((each) => /^[a-z_]{4,}$/.test(each.name)).name;
  await editor(page).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(`SELECT o. FROM ${schema}.${name} AS o`);
  for (let i = 0; i < ` FROM ${schema}.${name} AS o`.length; ++i) await page.keyboard.press("ArrowLeft");
  await page.keyboard.type(column.slice(0, 3));
  await page.locator(".cm-tooltip-autocomplete li", { hasText: column }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.type("/"); // no search opens while one types
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Run", "Tab does not leave the editor");
}

/** What was sent stands there, digit by digit; nothing at all is told from an empty text. */
async function exactly(page) {
  await run(
    page,
    "SELECT 12345678901234567890.123456789::DECIMAL(38,9) AS d, 9007199254740993 AS b, NULL AS n, '' AS e, " +
      "[1, 2] AS l, {'a': 1} AS s, true AS t, DATE '2024-02-29' AS day, repeat('x', 5000) AS long",
  );
  const cells = await page.locator(".result tbody tr").first().locator("td").allInnerTexts();
  assert.equal(cells[1], "12345678901234567890.123456789");
  assert.equal(cells[2], "9007199254740993");
  assert.equal(cells[3], "NULL");
  assert.equal(cells[4], "");
  assert.equal(cells[7], "true");
  assert.equal(cells[8], "2024-02-29");
  await page.getByRole("button", { name: "Row 1, all of it" }).click();
  assert.ok((await page.locator("dialog[open]").innerText()).includes("x".repeat(5000)), "a long value is cut");
  await page.keyboard.press("Escape");
}

/** Long and wide answers: only what is seen is drawn, what is cut says so, the file has all. */
async function large(page) {
  await run(page, "SELECT range AS n, range * 2 AS twice FROM range(12345)");
  await page.getByText("The first 10,000 rows").waitFor();
  assert.ok((await page.locator(".result tbody tr").count()) < 80, "rows are drawn that nobody sees");
  await page.locator(".result").focus();
  await page.keyboard.press("End");
  await page
    .locator(".result td", { hasText: /^9999$/ })
    .first()
    .waitFor();
  await look(page, "long_answer");
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, "Download CSV").click()]);
  const lines = readFileSync(await file.path(), "utf8")
    .trim()
    .split(/\r\n/);
  assert.equal(lines.length, 12346);
  assert.equal(lines.at(-1), "12344,24688");
  await page.locator(".result").waitFor();

  const wide = Array.from({ length: 400 }, (_, i) => `${i} AS column_${i}`).join(", ");
  await run(page, `SELECT ${wide} FROM range(500)`);
  assert.ok((await page.locator(".result thead th").count()) < 60, "columns are drawn that nobody sees");
  await page.locator(".result").evaluate((element) => element.scrollTo(element.scrollWidth, 0));
  await page.locator(".result th", { hasText: "column_399" }).waitFor();
  const [head, cell] = await Promise.all(
    [".result th:last-of-type", ".result tbody tr:not(.gap) td:last-of-type"].map((at) =>
      page
        .locator(at)
        .last()
        .evaluate((element) => element.getBoundingClientRect().right),
    ),
  );
  assert.ok(Math.abs(head - cell) < 1, "a header does not stand above its column");
  await look(page, "wide_answer");
}

/** What is wrong is told with its place, marked in the statement, and reached by a click. */
async function mistakes(page) {
  await windows.whileFailing(() => run(page, "SELECT 1,\n  'ä', nonsense"));
  const alert = page.locator("main [role=alert]");
  assert.match(await alert.innerText(), /Line 2, column 8:/);
  assert.equal(await page.locator(".cm-wrong").innerText(), "nonsense");
  await look(page, "mistake");
  await windows.check(page, "mistake");
  await alert.getByRole("button").click();
  await page.keyboard.type("1 AS ");
  assert.match(await editor(page).innerText(), /'ä', 1 AS nonsense/);
  assert.equal(await page.locator(".cm-wrong").count(), 0, "the mark outlives the mistake");
  await page.keyboard.press("Control+Enter");
  await page.locator(".result").waitFor();
  await windows.whileFailing(async () => {
    await run(page, "DROP VIEW gold.x");
    await run(page, "SELECT * FROM read_csv('/etc/passwd')");
  });
  assert.ok((await alert.innerText()).length > 10);
  await windows.whileFailing(() => run(page, "SELECT"));
  assert.equal(await page.locator(".result").count(), 0, "rows of an older statement stand below an error");
}

/** A statement that takes long is cancelled, and the next one runs. */
async function cancelling(page) {
  await go(page, sqlHash("SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range = 7"));
  const ended = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/v1/sql"));
  await button(page, "Run").click();
  await page.getByText("The statement is at work…").waitFor();
  await page.getByRole("button", { name: "Cancel" }).first().click();
  await ended;
  await page.getByText("Cancelled.").waitFor();
  await run(page, "SELECT 42 AS answer");
  assert.match(await page.locator(".result").innerText(), /42/);
}

/** History outlives the page, links carry the statement, and nothing of the results is kept. */
async function remembering(page) {
  await run(page, "SELECT 1 AS before");
  await run(page, "SELECT 'kept nowhere' || '!' AS secret");
  await page.locator(".result", { hasText: "kept nowhere!" }).waitFor();
  await button(page, "Copy link").click();
  await button(page, "Copied").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.evaluate(() => (location.hash = "#/runs"));
  await page.goto(link);
  await page.reload();
  await settled(page);
  assert.match(await editor(page).innerText(), /kept nowhere/);
  assert.equal(await page.locator(".result").count(), 0, "a link runs by itself");
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  assert.ok(!kept.includes("kept nowhere!"), "a result is kept");
  await button(page, "History").click();
  await look(page, "history");
  await windows.check(page, "history");
  await page.locator(".past button").nth(1).click();
  assert.doesNotMatch(await editor(page).innerText(), /kept nowhere/);
  await page.getByRole("button", { name: /^Forget all/ }).click();
  assert.equal(await page.locator(".past button").count(), 0);
  assert.equal(
    await page.evaluate(() => JSON.stringify(localStorage).includes("SELECT")),
    false,
    "history is not forgotten",
  );
  await button(page, "Tables").click();
}

/** The rows as a chart: of what, along what. */
async function charts(page) {
  await run(page, "SELECT 'thing ' || range AS thing, range * 1.5 AS a, 100 - range AS b FROM range(12)");
  await button(page, "Chart").click();
  await settled(page);
  await look(page, "chart_bars");
  await windows.check(page, "chart_bars");
  await button(page, "b").click();
  assert.match(await page.locator(".chart").getAttribute("aria-label"), /^a, b by thing/);
  await run(page, "SELECT DATE '2024-01-01' + range::INTEGER AS day, sin(range / 9.0) AS wave FROM range(90)");
  await button(page, "Chart").click();
  await settled(page);
  assert.equal(await button(page, "Lines").getAttribute("aria-pressed"), "true");
  await look(page, "chart_lines");
  await run(page, "SELECT 'a' AS x, 'b' AS y");
  await button(page, "Chart").click();
  await page.getByText("No column holds numbers.").waitFor();
}

/** A table of the list is asked for its rows; a column is put where the cursor is. */
async function tableList(page) {
  await go(page, "#/sql");
  await page.getByLabel("Find a table or column").fill("customer");
  const entry = page.locator(".table-list li").first();
  await entry.getByRole("button", { expanded: false }).click();
  await page.locator(".table-list .columns button").first().click();
  await look(page, "table_list");
  await entry.getByRole("button", { name: /^Ask for rows/ }).click();
  assert.match(await editor(page).innerText(), /LIMIT 100/);
  await button(page, "Run").click();
  await page.locator(".result").waitFor();
}

/** Names and values that would be markup are text everywhere. */
async function hostile(page) {
  await run(
    page,
    `SELECT '<img src=x onerror=globalThis.hacked=1>' AS "</th><script>globalThis.hacked=2</script>", 7 AS n`,
  );
  await inert(page);
  await look(page, "hostile_answer");
  await page.getByRole("button", { name: "Row 1, all of it" }).click();
  await inert(page);
  await page.keyboard.press("Escape");
  await button(page, "Chart").click();
  await settled(page);
  await page.mouse.move(700, 640);
  await inert(page);
  await go(page, "#/quality?entity=people");
  await page.locator(".quarantined tbody tr").first().waitFor();
  assert.match(await page.locator(".quarantined").innerText(), /<img src=x onerror=alert\(1\)>\.csv/);
  await look(page, "hostile_rows");
  await inert(page);
  await go(page, `#/quality?entity=${encodeURIComponent("<b>none</b>")}&reason=x`);
  await page.getByText("There is no entity <b>none</b>").waitFor();
}

/** A run that failed says so in the list, and why in its report. */
async function failed(page) {
  await go(page, "#/runs");
  await page.locator("table.runs tbody tr").first().getByText("Failed").waitFor();
  assert.match(await page.locator("table.runs tbody tr").first().innerText(), /syntax error/);
  await page.locator("table.runs a").first().click();
  await page.locator("main .note.warn", { hasText: "syntax error" }).waitFor();
}

/** Before the first run there is nothing to show, and the pages say why. */
async function fresh(page) {
  await go(page, "#/quality");
  await page.getByText("has not run yet").first().waitFor();
  await go(page, "#/runs");
  await page.getByText("There has been no run yet.").waitFor();
  await run(page, "SELECT 1 AS one");
  await page.locator(".result").waitFor();
}

/** A server that is away is told of, and asked again when one wants it. */
async function away(page) {
  await page.route("**/v1/quality", (route) => route.abort());
  await go(page, "#/runs");
  await windows.whileFailing(async () => {
    await page.reload();
    await page.evaluate(() => (location.hash = "#/quality"));
    await page.getByText("The server does not answer.").first().waitFor();
  });
  assert.ok((await page.locator(".freshness, .card").count()) > 1, "the rest of the page does not stand");
  await look(page, "away");
  await page.unroute("**/v1/quality");
  await button(page, "Try again").first().click();
  await page.locator(".flow svg").waitFor();
}

const tests = {
  example: [
    quality,
    decisions,
    runs,
    report,
    lineage,
    typing,
    exactly,
    large,
    mistakes,
    cancelling,
    remembering,
    charts,
    tableList,
    viewers,
    away,
  ],
  hostile: [hostile],
  failed: [failed],
  fresh: [fresh],
};

try {
  for (const size of quick ? sizes.slice(0, 1) : sizes) {
    const page = await open(size.width, size.height, size.scheme);
    await (kind === "failed" ? windows.whileFailing(() => visitAll(page, size)) : visitAll(page, size));
    await page.close();
  }
  const page = await open(1440, 900, "light");
  for (const test of tests[kind]) {
    try {
      await test(page);
    } catch (error) {
      if (pictures) await page.screenshot({ path: `${pictures}/failed-${test.name}.png` }).catch(() => undefined);
      throw error;
    }
  }
} finally {
  await windows.browser.close();
}
windows.finish(`the pages about the lakehouse work in a browser: ${kind}`);
