// What the functions of the customer page, of the user's own dashboards and of signing in give. They are bundled as the
// page is, and called without one.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = join(dirname(fileURLToPath(import.meta.url)), "..", "src");

/** The exports of a module, for Node. */
async function load(name) {
  const { outputFiles } = await build({
    entryPoints: [join(source, name)],
    bundle: true,
    write: false,
    outdir: "out",
    format: "esm",
    platform: "node",
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".css": "empty" },
  });
  const script = outputFiles.find((file) => file.path.endsWith(".js")).text;
  return import("data:text/javascript;base64," + Buffer.from(script).toString("base64"));
}

globalThis.location = { hash: "" };
const customer = await load("app/customer/customer.ts");
const head = await load("app/customer/head.tsx");
const moments = await load("app/customer/moments.ts");
const standing = await load("app/customer/standing.tsx");
const finding = await load("app/customer/find_customers.ts");
const markdown = await load("app/dashboard/markdown.tsx");
const rows = await load("app/dashboard/rows_table.tsx");
const stacked = await load("app/dashboard/stacked_card.tsx");
const session = await load("app/session.ts");
const format = await load("shared/format.ts");

test("a mask is known by its shape alone", () => {
  for (const mask of ["name·7k2m9x4q", "e-mail·0000aaaa", "straße 2·7k2m9x4q"]) assert.ok(customer.isMask(mask), mask);
  for (const value of ["name", "name·7k2m", "a.b·7k2m9x4q", "name·7K2M9X4Q", "·7k2m9x4q", "name·7k2m9x4q\n"])
    assert.ok(!customer.isMask(value), value);
});

test("what a customer is worth is the first money of sales, or else the first there is", () => {
  const measure = (name, entity, kind) => ({ name, entity, format: kind });
  const model = {
    entities: [
      { entity: "orders", role: "sale" },
      { entity: "fees", role: "other" },
    ],
  };
  const worth = (...measures) => customer.lifetimeValue({ measures }, model)?.name;
  const [fee, count, revenue] = [
    measure("fee", "fees", "currency"),
    measure("count", "orders", "number"),
    measure("revenue", "orders", "currency"),
  ];
  assert.equal(worth(fee, count, revenue), "revenue");
  assert.equal(worth(count, fee), "fee");
  assert.equal(worth(count), undefined);
});

test("initials are of names, not of whatever stands there", () => {
  assert.equal(head.initials("Julia Maria Ricci"), "JR");
  assert.equal(head.initials("zoë"), "Z");
  assert.equal(head.initials("名字 先生"), "名先");
  assert.equal(head.initials("<img src=x>"), "");
  assert.equal(head.initials("  "), "");
});

test("a moment without an hour shows none", () => {
  assert.equal(moments.timeOfDay("2024-05-31"), null);
  assert.match(moments.timeOfDay("2024-05-31T08:15:00"), /08:15/);
  assert.equal(moments.weekdayOf("2024-05-31T23:59:59"), "Friday");
  assert.equal(moments.weekdayOf("no day"), "");
});

test("a place says how many have less, where there are others", () => {
  assert.equal(
    standing.placeText({ rank: 175, of: 1986, percentile: "0.823350" }),
    "175 of 1,986: 82.3% of the others have less",
  );
  assert.equal(standing.placeText({ rank: 1, of: 1, percentile: null }), "1 of 1");
});

test("found words are marked where they stand, whatever their accents", () => {
  assert.deepEqual(finding.spansOf("Zoë Ångström", ["angstrom", "zoe"]), [
    [0, 3],
    [4, 12],
  ]);
  assert.deepEqual(finding.spansOf("Anna", ["ann", "anna"]), [[0, 3]]);
  assert.deepEqual(finding.spansOf("Anna", ["bob", ""]), []);
  assert.deepEqual(finding.spansOf("İstanbul ﬁ", ["istanbul"]), [[0, 8]]);
});

test("a match says what was found where, and what was mended", () => {
  const match = (field, words) => ({
    matched: { field, label: field === "name" ? "Name" : "Email", text: "a@b.org", words },
  });
  const exact = { asked: "ann", found: "ann", field: "name", how: "exact" };
  const mended = { asked: "jluia", found: "julia", field: "name", how: "typing_error" };
  assert.equal(finding.whyOf(match("name", [exact])), "Found in Name");
  assert.equal(finding.whyOf(match("name", [exact, mended])), "Found in Name: “julia” for “jluia”");
  assert.equal(finding.whyOf(match("email", [exact])), "Found in Email a@b.org");
});

test("texts lead to the web, mail and pages, and nowhere else", () => {
  for (const address of ["https://a.org", "HTTP://a.org", "mailto:a@b.org", "#/customer/7"])
    assert.equal(markdown.safeAddress(address), address);
  for (const address of [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:x",
    "data:text/html,x",
    "//a.org",
    "/v1/sql",
    "a.html",
    "vbscript:x",
    "",
  ])
    assert.equal(markdown.safeAddress(address), null, address);
});

test("characters written by name or number are read once", () => {
  assert.equal(
    markdown.decoded("&lt;b&gt; &amp;amp; &#65;&#x42; &nosuch; &#0; &#x110000;"),
    "<b> &amp; AB &nosuch; &#0; &#x110000;",
  );
});

/** The elements of a text: [type, …children]; texts as they are. */
function shape(node) {
  if (node === null || node === undefined || typeof node === "boolean") return [];
  if (typeof node !== "object") return [String(node)];
  if (Array.isArray(node)) return node.flatMap(shape);
  const inside = shape(node.props.children);
  return typeof node.type === "string" ? [[node.type, ...inside]] : inside;
}
const read = (text) => shape(markdown.default({ text }).props.children);

test("tags of a text stand as they were written", () => {
  assert.deepEqual(read("a <b>bold</b> **c**"), [["p", "a ", "<b>", "bold", "</b>", " ", ["strong", "c"]]]);
  assert.deepEqual(read("<script>alert(1)</script>\n"), ["<script>alert(1)</script>\n"]);
  assert.deepEqual(read("<!-- note -->\n\nx"), [["p", "x"]]);
  assert.deepEqual(read("![pixel](https://a.org/p.png)"), [["p", ["span", "[", "pixel", "]"]]]);
  assert.deepEqual(read("[x](javascript:alert(1))"), [["p", ["span", "x"]]]);
});

test("a text that goes too deep stands as it was written", () => {
  const types = JSON.stringify(read(">".repeat(400) + " deep"));
  assert.ok(types.includes("deep"));
  assert.ok(types.split("blockquote").length < 40);
});

test("values of a SELECT have every digit; whole numbers may be ids", () => {
  assert.equal(rows.cellText("12345678901234567890.10", "DECIMAL(38,2)"), "12,345,678,901,234,567,890.10");
  assert.equal(rows.cellText(5000, "BIGINT"), "5000");
  assert.equal(rows.cellText("9007199254740993", "BIGINT"), "9007199254740993");
  assert.equal(rows.cellText(null, "DECIMAL(9,2)"), "–");
  assert.equal(rows.cellText(false, "BOOLEAN"), "No");
  assert.equal(rows.cellText("2024-02-01", "DATE"), "Feb 1, 2024");
  assert.equal(rows.cellText("1.50", "VARCHAR"), "1.50");
  assert.equal(rows.cellText("1e+300", "DOUBLE"), "1e+300");
});

test("bars of parts: the greatest first, the tail last, parts in one order, small ones folded", () => {
  const world = { project: { currency: "USD" } };
  const rows = [
    ["b", "x", "1.00"],
    ["a", "y", "2.00"],
    ["a", "x", "3.50"],
    ["\u200bOther", "x", "90.00"],
    [null, "y", "2.00"],
  ];
  const stack = stacked.stackOf(
    { rows },
    ["d", "e"],
    world,
    { format: "currency" },
    (member) => `color-${member}`,
    "\u200bOther",
  );
  assert.deepEqual(
    stack.bars.map((bar) => [bar.name, bar.total, bar.parts.map((part) => part.name).join("")]),
    [
      ["a", 5.5, "xy"],
      ["Not known", 2, "y"],
      ["b", 1, "x"],
      ["Other", 90, "x"],
    ],
  );
  assert.equal(stack.bars[0].parts[0].exact, "$3.50");
  assert.deepEqual(stack.legend, [
    { name: "x", color: "color-x" },
    { name: "y", color: "color-y" },
  ]);
  const many = Array.from({ length: 12 }, (_, i) => ["a", `m${i}`, String(100 - i)]);
  const folded = stacked.stackOf({ rows: many }, ["d", "e"], world, { format: "number" }, () => "c").bars[0].parts;
  assert.equal(folded.length, 7);
  assert.equal(folded[6].name, "Other");
  assert.equal(
    folded.reduce((sum, part) => sum + part.value, 0),
    1134,
  );
});

test("signing in leads back to a page, and nowhere else", () => {
  const back = (hash) => session.backFrom(new URLSearchParams(hash.split("?")[1] ?? ""));
  for (const hash of ["#/customer/7?range=all&f.a=b", "#/revenue"]) assert.equal(back(session.signInHash(hash)), hash);
  for (const hash of ["", "#/", "#/sign-in"]) assert.equal(session.signInHash(hash), "#/sign-in");
  assert.equal(session.signInHash("#/sign-in?back=%23%2Frevenue"), "#/sign-in?back=%23%2Frevenue");
  for (const to of ["https://a.org/#/", "//a.org", "javascript:alert(1)", "#/sign-in?back=x", "#x"])
    assert.equal(back("#/sign-in?" + new URLSearchParams({ back: to })), "#/", to);
});

test("a role may what it names; nobody is refused by a server without sessions", () => {
  const ana = { may: ["viewer", "analyst"] };
  assert.ok(session.may(ana, "analyst") && session.may(ana, undefined) && session.may(null, "admin"));
  assert.ok(!session.may(ana, "operator"));
});

test("errors are shown as sentences, files and commands by their own names", () => {
  assert.equal(format.sentence("there is no customer 7"), "There is no customer 7.");
  assert.equal(format.sentence("data/people.csv, record 7 was rejected"), "data/people.csv, record 7 was rejected.");
  assert.equal(format.sentence("c360 token list shows those there are"), "c360 token list shows those there are.");
  assert.equal(format.sentence("did you mean 'revenue'?"), "Did you mean 'revenue'?");
});
