// A dashboard of the user's own, whose file is written while its page is open.
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, go, inert, settled } from "./window.mjs";

const fileOf = (project, name) => join(project, "dashboards", `${name}.yaml`);

/** A dashboard follows its file: made, broken, mended, taken away. */
export async function dashboards(windows, page, project) {
  const { entities } = await ask(page, "/v1/metrics");
  const sales = entities.find((entity) => entity.role === "sale");
  const [first, second] = sales.measures.map((measure) => measure.name);
  const roles = ["category", "channel", "method", "status"];
  const [split, inner] = sales.dimensions.filter((each) => roles.includes(each.role)).map((each) => each.name);
  const cards = `cards:
  - { chart: tile, measures: [${first}, ${second}], width: 6 }
  - { chart: time, measures: ${first}, grain: month, width: 6 }
  - { chart: bars, measures: ${first}, by: ${sales.entity}.${split}, top: 1, width: 4, title: Greatest, description: The greatest. }
  - { chart: table, measures: [${first}, ${second}], by: ${sales.entity}.${split}, width: 8, title: All }
${inner ? `  - { chart: parts, measures: ${first}, by: [${sales.entity}.${split}, ${sales.entity}.${inner}], title: Parted }\n` : ""}  - { title: Numbers, sql: "SELECT 1234567.50 AS exact, 12345 AS id, NULL AS nothing, date '2024-02-01' AS day" }
  - markdown: "Figures **stay**. [Rules](https://example.org/rules) [bad](javascript:alert(1)) <b>no</b>"
`;
  writeFileSync(fileOf(project, "made_by_test"), `title: Made by a test\n${cards}`);
  await go(page, "#/dashboard/made_by_test?range=all");
  await page.getByRole("heading", { name: "Made by a test" }).waitFor();
  await page.locator("main .markdown a").waitFor();
  await settled(page);
  if (inner) assert.ok((await page.locator(".stacked rect").count()) > 1, "bars of parts have no parts");
  assert.equal(
    await page.locator("section[aria-label=Greatest] .hbars li").count(),
    2,
    "top: 1 shows one and the rest",
  );
  await page.getByText("The greatest.").waitFor();
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
  assert.match(download.suggestedFilename(), /^made_by_test-\d\.csv$/);

  writeFileSync(
    fileOf(project, "made_by_test"),
    `title: Made by a test\n${cards.replace(`measures: ${first}, by`, "measures: no_such, by")}`,
  );
  await page.locator(".faults", { hasText: "there is no measure 'no_such'".slice(6) }).waitFor();
  await page.locator(".faults code", { hasText: "dashboards/made_by_test.yaml:5:" }).waitFor();
  await windows.look(page, "dashboard_faulty");
  await windows.check(page, "dashboard_faulty");
  writeFileSync(fileOf(project, "made_by_test"), `title: Mended\n${cards.replace("SELECT 1234567.50", "SELECT 7.25")}`);
  await page.getByRole("heading", { name: "Mended" }).waitFor();
  await page.locator("section[aria-label=Numbers] td", { hasText: "7.25" }).waitFor();
  assert.equal(await page.locator(".faults").count(), 0);
  await page.locator(".rail a[title=Mended]").waitFor({ timeout: 60_000 });
  windows.failing = true;
  rmSync(fileOf(project, "made_by_test"));
  await page.locator("main [role=alert]", { hasText: "there is no dashboard 'made_by_test'" }).waitFor();
  await go(page, "#/");
  windows.failing = false;
}
