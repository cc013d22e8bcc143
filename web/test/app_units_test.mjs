// What the functions of the dashboards give: app_units_test.mjs. They are bundled as the page is, and called without one.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { build } from "esbuild";

const source = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "app");

/** The exports of a module, for Node. */
async function load(name) {
  const { outputFiles } = await build({
    entryPoints: [join(source, name)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".css": "empty" },
  });
  return import("data:text/javascript;base64," + Buffer.from(outputFiles[0].text).toString("base64"));
}

globalThis.location = { hash: "" };
const periods = await load("periods.ts");
const address = await load("address.ts");
const values = await load("values.ts");
const layout = await load("layout.ts");
const choice = await load("explore/choice.ts");
const pivot = await load("explore/pivot.ts");
const time = await load("charts/time.ts");
const bands = await load("parts/bands_card.tsx");
const csv = await load("csv.ts");
const query = await load("query.ts");
const tiles = await load("parts/tiles.tsx");
const colors = await load("colors.ts");

const measure = (format, more = {}) => ({
  format,
  additivity: "additive",
  definition: "",
  label: "x",
  unit: "",
  ...more,
});
const project = { currency: "USD", week_start: 1 };
const days = { first: "2023-02-10", last: "2024-03-15" };

test("weeks begin with the project's day", () => {
  assert.equal(periods.startOf("2024-03-15", "week", 1), "2024-03-11");
  assert.equal(periods.startOf("2024-03-15", "week", 7), "2024-03-10");
  assert.equal(periods.startOf("2024-03-10", "week", 7), "2024-03-10");
  assert.equal(periods.startOf("2024-03-10", "week", 1), "2024-03-04");
  assert.equal(periods.startOf("2024-05-15", "quarter", 1), "2024-04-01");
  assert.equal(periods.startOf("2024-05-15", "year", 1), "2024-01-01");
});

test("months have their own lengths", () => {
  assert.equal(periods.addMonths("2024-01-31", 1), "2024-02-29");
  assert.equal(periods.addMonths("2024-02-29", -12), "2023-02-28");
  assert.equal(periods.nextStart("2024-12-01", "month"), "2025-01-01");
  assert.deepEqual(periods.startsBetween("2024-01-30", "2024-03-01", "month", 1), [
    "2024-01-01",
    "2024-02-01",
    "2024-03-01",
  ]);
});

const content = {
  days,
  presets: [
    {
      preset: "7d",
      from: "2024-03-09",
      to: "2024-03-15",
      before: { from: "2024-03-02", to: "2024-03-08" },
      grain: "day",
    },
    { preset: "all", from: "2023-02-10", to: "2024-03-15", before: null, grain: "month" },
  ],
  grains: [
    { grain: "day", most_days: 62 },
    { grain: "month", most_days: null },
  ],
};

test("days of a name are those that the program says", () => {
  const week = periods.periodOf({ preset: "7d" }, content);
  assert.deepEqual([week.from, week.to, week.before.to, week.grain], ["2024-03-09", "2024-03-15", "2024-03-08", "day"]);
  assert.equal(week.beforeWords, "the 7 days before");
  assert.equal(periods.periodOf({ preset: "all" }, content).before, null);
  assert.equal(periods.periodOf({ preset: "7d" }, { ...content, days: null }), null);
});

test("days of the reader's own are compared with as many before, and parted by how many they are", () => {
  const own = periods.periodOf({ preset: "days", from: "2024-01-01", to: "2024-01-01" }, content);
  assert.equal(own.beforeWords, "the day before");
  assert.deepEqual([own.before, own.grain], [{ from: "2023-12-31", to: "2023-12-31" }, "day"]);
  assert.equal(periods.periodOf({ preset: "days", from: "2023-12-01", to: "2024-03-01" }, content).grain, "month");
});

test("a period that the days cut is partial, but not where the data begins", () => {
  const all = periods.periodOf({ preset: "all" }, content);
  assert.equal(periods.isPartial("2024-03-01", "month", all, days), true);
  assert.equal(periods.isPartial("2024-02-01", "month", all, days), false);
  assert.equal(periods.isPartial("2023-02-01", "month", all, days), false);
  const some = { ...all, from: "2023-05-10" };
  assert.equal(periods.isPartial("2023-05-01", "month", some, days), true);
});

test("what is no day is no day", () => {
  for (const text of ["2024-02-30", "2024-2-3", "", "2024-01-01T00:00:00", "9999-99-99"])
    assert.equal(periods.isDay(text), false, text);
  assert.equal(periods.isDay("2024-02-29"), true);
});

test("filters stand in the address, whatever their members hold", () => {
  const strange = ["a&b=c#d", "'); DROP --", "", "ä %41 +", "{x|y}"];
  const { params } = address.parseAddress("#/revenue?range=30d");
  for (const member of strange) address.toggleMember(params, "orders.kind", member);
  address.toggleMember(params, "stores.place", null);
  const again = address.parseAddress(address.textOf({ parts: ["revenue"], params }));
  assert.deepEqual(again.parts, ["revenue"]);
  assert.deepEqual(address.filtersOf(again.params), [
    { dimension: "orders.kind", members: strange },
    { dimension: "stores.place", members: [null] },
  ]);
  assert.equal(address.rangeOf(again.params).preset, "30d");
});

test("what is not known stands alone", () => {
  const params = new URLSearchParams();
  address.toggleMember(params, "d", "a");
  address.toggleMember(params, "d", null);
  assert.deepEqual(address.filtersOf(params), [{ dimension: "d", members: [null] }]);
  address.toggleMember(params, "d", "b");
  assert.deepEqual(address.filtersOf(params), [{ dimension: "d", members: ["b"] }]);
});

test("the filter that was set last goes first", () => {
  const params = new URLSearchParams("f.a=1&f.b=2&f.b=3");
  assert.equal(address.removeLastFilter(params), true);
  assert.equal(params.toString(), "f.a=1&f.b=2");
  address.removeLastFilter(params);
  address.removeLastFilter(params);
  assert.equal(address.removeLastFilter(params), false);
});

test("conditions quote their members", () => {
  assert.equal(address.conditionOf({ dimension: "d", members: ["O'Neill, x)", "b"] }), "d in ('O''Neill, x)', 'b')");
  assert.equal(address.conditionOf({ dimension: "d", members: [null] }), "d is null");
});

test("broken addresses are read as far as they go", () => {
  assert.deepEqual(address.parseAddress("#/customer/%E0%A4%A?x").parts, ["customer", "%E0%A4%A"]);
  assert.deepEqual(address.parseAddress("#/customer/?range=7d").parts, ["customer", ""]);
  assert.equal(address.textOf(address.parseAddress("#/customer/")), "#/customer/");
  for (const nothing of ["", "#", "#/", "#/?range=7d"]) assert.deepEqual(address.parseAddress(nothing).parts, []);
  assert.equal(address.rangeOf(new URLSearchParams("from=2024-05-01&to=2024-04-01")).preset, "90d");
  assert.equal(address.rangeOf(new URLSearchParams("range=<script>")).preset, "90d");
});

test("tables have the decimals of the measure, or of its format", () => {
  assert.equal(values.shown("97.3567", measure("currency"), project), "$97.36");
  assert.equal(values.shown("97.3567", { ...measure("currency"), decimals: 0 }, project), "$97");
  assert.equal(values.shown("97.3567", measure("currency"), { ...project, currency: null }), "97.3567");
  assert.equal(values.shown("0.384615", measure("percent"), project), "38.5%");
  assert.equal(values.shown("0.384615", { ...measure("percent"), decimals: 2 }, project), "38.46%");
  assert.equal(values.shown("12345678901234567890.5", measure("currency"), project), "$12,345,678,901,234,567,890.50");
  assert.equal(values.shown("7", measure("number"), project, 2), "7.00");
  assert.equal(values.shown(null, measure("percent"), project), "–");
  assert.equal(values.compact(93.741, { ...measure("currency"), decimals: 0 }, project), "$94");
  assert.equal(values.compact(0.3064, { ...measure("percent"), decimals: 0 }, project), "31%");
});

test("exact figures keep every digit", () => {
  assert.equal(
    values.exact("12345678901234567890.1234", measure("currency"), project),
    "$12,345,678,901,234,567,890.1234",
  );
  assert.equal(values.exact("1204.5000", measure("currency"), project), "$1,204.50");
  assert.equal(values.exact("0.883891", measure("percent"), project), "88.3891%");
  assert.equal(values.exact("7", measure("number"), project, 2), "7.00");
  assert.equal(values.exact(null, measure("currency"), project), "–");
  assert.equal(values.exact("0", measure("number"), project), "0");
});

test("tiles and axes are short", () => {
  assert.equal(values.compact(187412, measure("currency"), project), "$187.4k");
  assert.equal(values.compact(8199.39, measure("currency"), project), "$8,199.39");
  assert.equal(values.compact(8199.39, measure("currency"), project, 72000), "$8.2k");
  assert.equal(values.compact(0.3064, measure("percent"), project), "30.6%");
  assert.equal(values.compact(1613, measure("number"), project), "1,613");
  assert.equal(values.compact(null, measure("number"), project), "–");
});

test("durations are said in their units", () => {
  assert.equal(values.duration("889.25", true), "14 min 49 s");
  assert.equal(values.duration("889.25", false), "14 min 49.25 s");
  assert.equal(values.duration("3600", true), "1 h");
  assert.equal(values.duration("0", true), "0 s");
  assert.equal(values.duration("-61", true), "−1 min 1 s");
});

test("rates change by points", () => {
  assert.equal(values.changeText(0.043, measure("percent")), "+4.3 pts");
  assert.equal(values.changeText(-0.027, measure("currency")), "-2.7%");
});

test("members are named as people name them", () => {
  assert.equal(values.memberText(null, "d", project), "Not known");
  assert.equal(values.memberText("", "d", project), "(empty)");
  assert.equal(values.memberText(1, "time.day_of_week", project), "Monday");
  assert.equal(values.memberText(1, "time.day_of_week", { ...project, week_start: 7 }), "Sunday");
  assert.equal(values.memberText("2024-04-01", "a.b.quarter", project), "Q2 2024");
});

test("rows of cards have no holes", () => {
  const widths = (list) => layout.filled(list.map((width) => ({ width }))).map((card) => card.width);
  assert.deepEqual(widths([8, 4, 6, 6, 6]), [8, 4, 6, 6, 12]);
  assert.deepEqual(widths([6, 12, 4]), [12, 12, 12]);
  assert.deepEqual(widths([]), []);
});

test("months are labelled at the same parts of each year", () => {
  const starts = periods.startsBetween("2021-02-10", "2024-12-31", "month", 1);
  const labelled = starts.filter((_, i) => time.ticksOf(starts, "month", 7)[i]);
  assert.deepEqual(labelled.slice(0, 3), ["2021-07-01", "2022-01-01", "2022-07-01"]);
  const few = starts.filter((_, i) => time.ticksOf(starts, "month", 5)[i]);
  assert.deepEqual(few, ["2022-01-01", "2023-01-01", "2024-01-01"]);
  assert.deepEqual(time.ticksOf(["2024-02-01"], "month", 7), [true]);
  assert.equal(
    time.ticksOf(periods.startsBetween("2024-01-01", "2024-03-01", "day", 1), "day", 7).filter(Boolean).length,
    7,
  );
});

test("names of lines do not lie on one another", () => {
  assert.deepEqual(time.spread([50, 10], 17, 0, 100), [50, 10]);
  assert.deepEqual(time.spread([98, 99, 100], 17, 0, 100), [66, 83, 100]);
  assert.deepEqual(time.spread([5, 5], 17, 0, 100), [5, 22]);
});

test("a value lies within its band", () => {
  assert.equal(bands.placeAmong(150, [100, 200]), 1.5);
  assert.equal(bands.placeAmong(50, [100, 200]), 0.5);
  assert.equal(bands.placeAmong(5000, [100, 200]), 2.5);
});

test("text stands out from its ground", () => {
  assert.equal(colors.readable("rgb(0, 114, 178)", "rgb(20, 24, 29)", "rgb(255, 255, 255)"), "rgb(255, 255, 255)");
  assert.equal(colors.readable("rgb(230, 240, 250)", "rgb(20, 24, 29)", "rgb(255, 255, 255)"), "rgb(20, 24, 29)");
});

const rows = (list) => ({ snapshot: 1, columns: [], rows: list, truncated: false });

test("a file of CSV has every digit, and no line or column more than the answer", () => {
  const columns = ["kind", "revenue"].map((name) => ({ name, type: "" }));
  const lines = [
    ['a, "b"\nc', "12345678901234567890.1200"],
    ["\u200bOthers", null],
    [null, true],
  ];
  assert.equal(
    csv.csvOf({ ...rows(lines), columns }),
    'kind,revenue\r\n"a, ""b""\nc",12345678901234567890.1200\r\nOthers,\r\n,true\r\n',
  );
});

/** A model in which revenue has days and channels, points have neither. */
const world = {
  content,
  days,
  labelOf: (dimension) => dimension,
  canFilter: (name, dimension) => name === "revenue" && ["time", "channel"].includes(dimension),
};
const viewed = (preset, filters = []) => {
  const period = periods.periodOf({ preset }, content);
  return { period, grain: period.grain, filters };
};
const asked = (more = {}) => ({ days: "shown", measures: ["revenue"], by: [], where: ["a = 1"], order: [], ...more });

test("a card is asked of the days shown, under the filters that it can have", () => {
  const online = { dimension: "channel", members: ["Online"] };
  const { where, leftOut } = query.conditionsOf(world, viewed("7d", [online]), asked());
  assert.deepEqual(where, ["time >= 2024-03-09", "time <= 2024-03-15", "channel in ('Online')", "a = 1"]);
  assert.deepEqual(leftOut, []);
  const points = query.conditionsOf(world, viewed("7d", [online]), asked({ measures: ["points"] }));
  assert.deepEqual(points, { where: ["a = 1"], leftOut: ["dates", "channel"] });
  assert.deepEqual(query.conditionsOf(world, viewed("7d", [online]), asked(), "channel").where.length, 3);
});

test("all days are no condition, and have none before them", () => {
  assert.deepEqual(query.questionOf(world, viewed("all"), asked()).where, ["a = 1"]);
  assert.deepEqual(query.questionOf(world, viewed("7d"), asked({ days: "all" })).where, ["a = 1"]);
  assert.equal(query.questionOf(world, viewed("all"), asked({ days: "before" })), null);
  assert.equal(query.questionOf(world, viewed("7d"), asked({ days: "before" })).where[1], "time <= 2024-03-08");
});

test("time is parted as the card says, or else as the reader does", () => {
  assert.deepEqual(query.questionOf(world, viewed("7d"), asked({ by: ["time", "d"] })).by, ["time.day", "d"]);
  assert.equal(query.grainIn(asked({ by: ["time.week"] }), viewed("7d")), "week");
  assert.equal(query.grainIn(asked({ by: ["time"] }), viewed("7d")), "day");
  assert.equal(query.hasOwnGrain(asked({ by: ["time.week"] })), true);
});

test("a filter parts tiles that are asked together", () => {
  const both = asked({ measures: ["revenue", "points"] });
  const online = viewed("7d", [{ dimension: "channel", members: ["Online"] }]);
  const together = (own, view) => tiles.togetherWith(own, world, view, both).measures;
  assert.deepEqual(together("revenue", viewed("7d")), ["revenue", "points"]);
  assert.deepEqual(together("revenue", online), ["revenue"]);
  assert.deepEqual(together("points", online), ["revenue", "points"]);
});

test("of what tiles ask together each has its own", () => {
  const course = asked({ measures: ["revenue", "points"], by: ["time"] });
  const columns = ["time.day", "revenue", "points"].map((name) => ({ name, type: "t" }));
  const answer = { ...rows([["2025-01-01", "9.50", 3]]), columns };
  assert.deepEqual(tiles.onlyMeasure(answer, course, "points"), {
    ...answer,
    columns: [columns[0], columns[2]],
    rows: [["2025-01-01", 3]],
  });
  assert.deepEqual(tiles.onlyMeasure(rows([["9.50", 3]]), asked({ measures: ["revenue", "points"] }), "points").rows, [
    [3],
  ]);
});

test("the days before stand beside, those without rows now too", () => {
  const grid = pivot.gridOf(
    rows([
      ["a", "110"],
      ["b", "5"],
    ]),
    rows([
      ["a", "100"],
      ["c", "7"],
    ]),
    ["d"],
    ["m"],
  );
  assert.deepEqual(
    grid.rows.map((row) => [...row.members, ...row.figures]),
    [
      ["a", "110", "100", 0.1],
      ["b", "5", null, null],
      ["c", null, "7", null],
    ],
  );
  assert.deepEqual(
    grid.columns.map((column) => column.kind),
    ["now", "before", "change"],
  );
});

test("members become columns", () => {
  const grid = pivot.gridOf(
    rows([
      ["a", "x", 1],
      ["a", "y", 2],
      ["b", "y", 3],
      ["b", null, 4],
    ]),
    null,
    ["d", "e"],
    ["m"],
  );
  const turned = pivot.pivoted(grid, "e", 10);
  assert.deepEqual(turned.by, ["d"]);
  assert.deepEqual(
    turned.columns.map((column) => column.member),
    ["x", "y", null],
  );
  assert.deepEqual(turned.rows, [
    { members: ["a"], figures: [1, 2, null] },
    { members: ["b"], figures: [null, 3, 4] },
  ]);
  assert.equal(pivot.pivoted(grid, "e", 2).columns.length, 2);
});

test("what is explored stands in the address and becomes YAML", () => {
  const asked = {
    measures: ["revenue", "sales"],
    by: ["a.b", "c.d"],
    grain: "month",
    pivot: "c.d",
    compares: true,
    shape: "table",
  };
  const params = new URLSearchParams("range=30d&f.a.b=it's");
  choice.putChoice(params, asked);
  assert.deepEqual(choice.choiceOf(params), asked);
  assert.equal(
    choice.dashboardOf("Revenue: all", asked, params),
    'title: "Revenue: all"\nwhere:\n  - "a.b in (\'it\'\'s\')"\ncards:\n  - title: "Revenue: all"\n    chart: table\n' +
      "    measures: [revenue, sales]\n    by: [a.b, c.d]\n    grain: month\n    width: 12\n",
  );
  const chartOf = (more) =>
    /chart: (\w+)/.exec(choice.dashboardOf("x", { ...asked, shape: "chart", ...more }, params))[1];
  assert.equal(chartOf({}), "table", "which a course of two dimensions has no picture for");
  assert.equal(chartOf({ by: ["a.b"] }), "time");
  assert.equal(chartOf({ grain: null }), "bars");
  assert.equal(chartOf({ grain: null, by: [] }), "tile");
  assert.equal(choice.fileOf("Umsatz, Größe (cm) – 2024!"), "umsatz_gro_e_cm_2024.yaml");
  assert.equal(choice.fileOf("2024: 売上"), "dashboard.yaml");
  assert.equal(choice.choiceOf(new URLSearchParams("m=x&grain=<b>&pivot=nowhere")).grain, null);
  assert.equal(choice.choiceOf(new URLSearchParams("m=x&pivot=nowhere")).pivot, null);
});
