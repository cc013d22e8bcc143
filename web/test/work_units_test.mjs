// Functions of the dashboards that need no browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A module of src/ as it stands, with all that it imports but styles. */
async function load(path) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../src/${path}`, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".css": "empty" },
    logLevel: "error",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}

const { isBlamed, columnOf } = await load("app/quality/data.ts");
const { tablesIn, columnsOfAlias, columnsOfNamed, namespaceOf } = await load("app/sql/complete.ts");
const { isNumeric, isTemporal, quoted } = await load("app/sql/data.ts");
const { took } = await load("app/runs/data.ts");
const { flowOf, sumOf } = await load("shared/account.ts");
const { Lineage } = await load("shared/lineage/model.ts");
const { EditorState } = await import("@codemirror/state");
const { CompletionContext } = await import("@codemirror/autocomplete");

test("a reason blames the source's column, however that is written", () => {
  assert.equal(columnOf("type(order_date)"), "order_date");
  assert.equal(columnOf("after_we_opened"), undefined);
  assert.ok(isBlamed("OrderDate", ["type(order_date)"]));
  assert.ok(isBlamed("Größe (cm)", ["range(größe_cm)"]));
  assert.ok(!isBlamed("Date", ["type(order_date)"]));
  assert.ok(!isBlamed("", ["after_we_opened"]), "a check blames no column");
});

const tables = [
  {
    schema: "silver",
    name: "orders",
    columns: [
      { name: "order_id", type: "BIGINT" },
      { name: "Odd Name", type: "VARCHAR" },
    ],
  },
  { schema: "gold", name: 'a"b', columns: [{ name: "x", type: "DATE" }] },
];

test("tables are found in a statement, also where their names are quoted", () => {
  const names = (statement) => tablesIn(statement, tables).map((table) => table.name);
  assert.deepEqual(names("SELECT 1"), []);
  assert.deepEqual(names("FROM SILVER.Orders o"), ["orders"]);
  assert.deepEqual(names('FROM gold . "a""b" JOIN "silver"."orders" USING (x)'), ["orders", 'a"b']);
});

/** What a source offers at the "|" of a statement. */
function offered(source, marked) {
  const pos = marked.indexOf("|");
  const state = EditorState.create({ doc: marked.replace("|", "") });
  const result = source(new CompletionContext(state, pos, false));
  return result && { from: result.from, labels: result.options.map((option) => option.apply ?? option.label) };
}

test("columns of the tables that a statement names are offered, but not after a dot", () => {
  const source = columnsOfNamed(tables);
  assert.deepEqual(offered(source, "SELECT ord| FROM silver.orders"), { from: 7, labels: ["order_id", '"Odd Name"'] });
  assert.equal(offered(source, "SELECT x.ord| FROM silver.orders x"), null);
  assert.equal(offered(source, "SELECT ord|"), null);
  assert.equal(offered(source, "SELECT | FROM silver.orders"), null);
});

test("columns of an alias are those of its table", () => {
  const source = columnsOfAlias(tables);
  assert.deepEqual(offered(source, "SELECT o.| FROM silver.orders AS o").labels, ["order_id", '"Odd Name"']);
  assert.deepEqual(offered(source, 'SELECT t.x| FROM gold."a""b" t').labels, ["x"]);
  assert.equal(offered(source, "SELECT o.| FROM silver.orders AS other"), null);
  assert.equal(offered(source, "SELECT q.| FROM silver.orders o"), null);
});

test("a name is quoted where SQL would read it otherwise", () => {
  assert.equal(quoted("order_id"), "order_id");
  assert.equal(quoted('a"b'), '"a""b"');
  assert.equal(quoted("Total"), '"Total"');
  assert.deepEqual(Object.keys(namespaceOf(tables)), ["silver", "gold"]);
});

test("types of numbers and of times", () => {
  assert.ok(["DECIMAL(12,2)", "BIGINT", "UTINYINT", "DOUBLE", "HUGEINT"].every(isNumeric));
  assert.ok(!["VARCHAR", "DATE", "INTERVAL", "BOOLEAN"].some(isNumeric));
  assert.ok(["DATE", "TIMESTAMP WITH TIME ZONE"].every(isTemporal));
});

test("how long something took", () => {
  assert.equal(took(0.0804), "80 ms");
  assert.equal(took(2.44), "2.4 s");
  assert.equal(took(185), "3 min 5 s");
  assert.equal(took(7800), "2 h 10 min");
});

test("accounts add up to one, whose flow is its figures", () => {
  const account = {
    entity: "a",
    source_rows: 10,
    malformed: 1,
    bronze_rows: 9,
    silver_rows: 5,
    exact_duplicates: 2,
    older_versions: 1,
    quarantined: 1,
    balances: true,
  };
  const sum = sumOf([account, { ...account, balances: false }]);
  assert.equal(sum.source_rows, 20);
  assert.equal(sum.balances, false);
  const flow = flowOf(sum);
  const lost = [...flow.losses, flow.middle].reduce((all, end) => all + end.value, 0);
  assert.equal(lost, flow.start.value);
  assert.equal(
    flow.ends.reduce((all, end) => all + end.value, 0),
    flow.middle.value,
  );
});

test("a table's family is all that it comes from and all that comes of it", () => {
  const table = (name) => ({ schema: "s", name, role: "model", description: "", not_followed: "", columns: [] });
  const edge = (from, to, how = "copied", decides = "") => [`s.${from}`, "c", `s.${to}`, "c", how, decides];
  const lineage = new Lineage(
    ["a", "b", "c", "d"].map(table),
    [edge("a", "b"), edge("b", "c"), edge("a", "d"), edge("c", "a"), edge("d", "c", "", "filter")],
    { table: () => "", column: () => "" },
  );
  assert.deepEqual([...lineage.family("s.d")].sort(), ["s.a", "s.b", "s.c", "s.d"]);
  assert.deepEqual(lineage.deciding("s.c", "c"), [edge("d", "c", "", "filter")]);
});
