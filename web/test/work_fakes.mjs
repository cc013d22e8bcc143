// Stands in for what changes something: decisions about quarantined rows, and runs that are started. The rows are those of
// the project, read by SQL; who asks may do everything.

const aPage = 50;

function answer(route, body, status = 200) {
  const contentType = status < 400 ? "application/json" : "application/problem+json";
  return route.fulfill({ status, contentType, body: JSON.stringify(body) });
}

const refused = (route, status, detail, hint = "") => answer(route, { title: "Refused", status, detail, hint }, status);

/** "[a, b]" as SQL answers a list, or a list. */
const listOf = (cell) => (Array.isArray(cell) ? cell : String(cell).slice(1, -1).split(", "));

async function quarantined(base, entity, reason) {
  const statement = `SELECT * FROM quarantine."${entity.replaceAll('"', '""')}" WHERE list_contains(_reasons, ?) ORDER BY _file_no, _source_row`;
  const params = new URLSearchParams({ statement, parameter: reason, limit: "100000" });
  const { columns, rows } = await (await fetch(`${base}/v1/sql?${params}`)).json();
  const at = Object.fromEntries(columns.map((column, i) => [column.name, i]));
  const own = columns.map((column) => column.name).filter((name) => !name.startsWith("_"));
  return rows.map((row) => ({
    file: row[at._source_file],
    file_no: row[at._file_no],
    row: row[at._source_row],
    reasons: listOf(row[at._reasons]),
    message: row[at._message],
    record: Object.fromEntries(own.map((name) => [name, row[at[name]]])),
  }));
}

export class Fakes {
  constructor(base) {
    this.base = base;
    this.may = ["viewer", "analyst", "operator", "admin"];
    this.decisions = new Map();
    this.asked = [];
    this.run = null;
    this.other = null;
    this.refusesRuns = null;
  }

  async on(page) {
    await page.route("**/v1/session", (route) =>
      answer(route, { name: "local user", token: null, role: "admin", may: this.may, unmasked: true, all_rows: true }),
    );
    await page.route("**/v1/quality/quarantine?*", (route) => this.rows(route));
    await page.route("**/v1/quality/decisions", (route) => this.decide(route));
    await page.route("**/v1/runs/current", (route) => this.current(route));
    await page.route("**/v1/runs", (route) =>
      route.request().method() === "POST" ? this.start(route) : route.fallback(),
    );
  }

  async rows(route) {
    const params = new URL(route.request().url()).searchParams;
    const all = (await quarantined(this.base, params.get("entity"), params.get("reason"))).map((row) => {
      const decision = this.decisions.get(`${row.file_no}:${row.row}`) ?? null;
      return { ...row, decision, pending: decision !== null };
    });
    const wanted = all.filter((row) => {
      const decided = params.get("decided");
      return decided === "any" || (row.decision !== null) === (decided === "yes");
    });
    const from = Number(params.get("after") ?? 0);
    const next = from + aPage < wanted.length ? String(from + aPage) : null;
    return answer(route, { snapshot: 1, entity: params.get("entity"), rows: wanted.slice(from, from + aPage), next });
  }

  decide(route) {
    const asked = route.request().postDataJSON();
    this.asked.push(asked);
    if (asked.why === "refuse") return refused(route, 403, "this needs the role operator");
    for (const row of asked.rows ?? [])
      if (asked.decision === "withdraw") this.decisions.delete(`${asked.file_no}:${row}`);
      else this.decisions.set(`${asked.file_no}:${row}`, asked.decision);
    const held =
      asked.decision === "release"
        ? [{ reason: "required(id)", rows: 1, why: "id is of the key, which has no value" }]
        : [];
    const rows = asked.rows?.length ?? 9;
    return answer(route, {
      decision_no: this.asked.length,
      decision: asked.decision,
      entity: asked.entity,
      rows,
      held_back: held,
    });
  }

  current(route) {
    if (route.request().method() === "DELETE") {
      this.run = { ...this.run, status: "cancelling" };
      return answer(route, { run: this.run }, 202);
    }
    return answer(route, { run: this.run, other: this.other });
  }

  start(route) {
    const { full, only } = route.request().postDataJSON();
    if (this.refusesRuns) return refused(route, 409, this.refusesRuns, "wait for its end");
    const started = new Date().toISOString();
    const after = (seconds) => new Date(Date.parse(started) + 1000 * seconds).toISOString();
    const step = { status: "succeeded", attempts: 1, rows_in: null, rows: 0, detail: "", error: "" };
    this.run = {
      run_id: "20300102T030405-0a1b2c3d",
      process: 1,
      full,
      only,
      status: "running",
      started,
      ended: null,
      steps: [
        { ...step, activity: "discover", name: "sources", started, seconds: 0.4, detail: "2 files" },
        {
          ...step,
          activity: "copy",
          name: "bronze.orders",
          started: after(0.4),
          seconds: 1.2,
          rows: 10412,
          attempts: 2,
        },
        {
          ...step,
          activity: "refine",
          name: "silver.orders",
          started: after(1.6),
          seconds: 0,
          status: "running",
          percent: 42,
        },
      ],
      notes: ["data/<b>orders</b>.csv has a new column 'gift'"],
      errors: [],
      snapshot: null,
    };
    return answer(route, { run: this.run }, 202);
  }
}
