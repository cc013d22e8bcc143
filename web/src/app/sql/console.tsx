import { useEffect, useRef, useState } from "preact/hooks";
import { counted, whole } from "../../shared/format";
import { Card, Note } from "../../shared/parts";
import { useAddress } from "../address";
import { ApiError, type Rows } from "../api";
import { useModel } from "../model";
import { Failure, useLate } from "../parts/states";
import { download } from "../parts/overlay";
import { Choice, put } from "../parts/work";
import { useLoaded } from "../query";
import { took } from "../runs/data";
import { csvOf, loadTables, nameOf, runStatement, type Table } from "./data";
import { Editor, type EditorHandle } from "./editor";
import { useHistory } from "./history";
import { ResultChart } from "./result_chart";
import { ResultTable } from "./result";
import { SidePanel } from "./side";

const mostRows = 10_000;
const longestShared = 8_000; // letters of a statement in an address

type State =
  | { state: "nothing" }
  | { state: "running"; what: "rows" | "csv" }
  | { state: "cancelled" }
  | { state: "failed"; error: ApiError }
  | { state: "done"; answer: Rows; statement: string; seconds: number };

const firstStatement = (tables: Table[]): string => {
  const table = ["gold", "silver"].flatMap((schema) => tables.filter((each) => each.schema === schema))[0];
  return table ? `SELECT *\nFROM ${nameOf(table)}\nLIMIT 100` : "SELECT 1";
};

/** SQL over the tables of the snapshot: an editor, its rows as a table or a chart, and what there is to ask. */
export function Console() {
  const { project } = useModel();
  const loaded = useLoaded(`tables ${project.snapshot?.number ?? 0}`, loadTables);
  if (loaded.state === "failed") return <Failure error={loaded.error} retry={loaded.retry} height={320} />;
  if (loaded.value === undefined) return <div aria-busy="true" />;
  return <WithTables tables={loaded.value} />;
}

function WithTables({ tables }: { tables: Table[] }) {
  const { project } = useModel();
  const { params } = useAddress();
  const shared = params.get("q");
  const editor = useRef<EditorHandle | null>(null);
  const [first] = useState(() => shared ?? firstStatement(tables));
  const { past, add, clear } = useHistory(project.project);
  const [state, run, cancel, save] = useRunning(editor, add);

  // A link, or a step back: its statement is shown, and run by whoever wants it.
  useEffect(() => {
    if (shared !== null && editor.current && editor.current.text() !== shared) editor.current.setText(shared);
  }, [shared]);
  return (
    <>
      <h1 class="visually-hidden">SQL</h1>
      <div class="grid sql-console">
        <section class="card span-8 asking" aria-label="Statement">
          <Editor text={first} tables={tables} run={run} ready={(handle) => (editor.current = handle)} />
          <Bar state={state} run={run} cancel={cancel} />
        </section>
        <section class="card span-4 side" aria-label="Tables and history">
          <SidePanel
            tables={tables}
            past={past}
            insert={(text) => editor.current?.insert(text)}
            take={(text) => editor.current?.setText(text)}
            clear={clear}
          />
        </section>
        <Answer state={state} goTo={(place) => editor.current?.goTo(place)} save={save} cancel={cancel} />
      </div>
    </>
  );
}

/** Runs what the editor holds, or the part that is selected; one statement at a time. */
function useRunning(
  editor: { current: EditorHandle | null },
  add: ReturnType<typeof useHistory>["add"],
): [State, () => void, () => void, (statement: string) => void] {
  const [state, setState] = useState<State>({ state: "nothing" });
  const asked = useRef<AbortController | null>(null);
  useEffect(() => () => asked.current?.abort(), []);

  /** Nothing of what was given up is shown. */
  const during = async (work: (signal: AbortSignal) => Promise<State>) => {
    asked.current?.abort();
    const mine = new AbortController();
    asked.current = mine;
    try {
      const next = await work(mine.signal);
      if (asked.current === mine) setState(next);
    } catch (error) {
      if (asked.current !== mine) return;
      if (mine.signal.aborted) return setState({ state: "cancelled" });
      const known = error instanceof ApiError ? error : new ApiError("failed", String(error));
      setState({ state: "failed", error: known });
      return known;
    } finally {
      if (asked.current === mine) asked.current = null;
    }
    return undefined;
  };
  const run = () => {
    const whole = editor.current?.text() ?? "";
    const part = editor.current?.selected().trim() ?? "";
    const statement = part || whole;
    if (!statement.trim()) return;
    editor.current?.mark(null);
    put({ q: whole.length <= longestShared ? whole : null });
    setState({ state: "running", what: "rows" });
    const began = performance.now();
    const at = Date.now();
    void during(async (signal) => {
      const answer = await runStatement(statement, mostRows, signal);
      add({ statement, at, rows: answer.rows.length, failed: false });
      return { state: "done", answer, statement, seconds: (performance.now() - began) / 1000 };
    }).then((error) => {
      if (!error) return;
      add({ statement, at, rows: null, failed: true });
      if (error.place && !part) editor.current?.mark(error.place);
    });
  };
  const save = (statement: string) => {
    const before = state;
    setState({ state: "running", what: "csv" });
    void during(async (signal) => {
      download(await csvOf(statement, signal), "result.csv");
      return before;
    });
  };
  return [state, run, () => asked.current?.abort(), save];
}

function Bar({ state, run, cancel }: { state: State; run: () => void; cancel: () => void }) {
  const [copied, setCopied] = useState(false);
  const { params } = useAddress();
  const mac = navigator.platform.startsWith("Mac");
  useEffect(() => setCopied(false), [params.get("q")]);
  const copy = () => void navigator.clipboard?.writeText(location.href).then(() => setCopied(true));
  return (
    <div class="toolbar">
      {state.state === "running" ? (
        <button class="button" onClick={cancel}>
          Cancel
        </button>
      ) : (
        <button class="button main" onClick={run} title={mac ? "⌘ Enter" : "Ctrl Enter"}>
          Run
        </button>
      )}
      <span class="caption">{mac ? "⌘" : "Ctrl"} Enter runs it, or the part that is selected</span>
      <span class="space" />
      {params.get("q") !== null && (
        <button class="quiet" onClick={copy}>
          {copied ? "Copied" : "Copy link"}
        </button>
      )}
    </div>
  );
}

function Answer({
  state,
  goTo,
  save,
  cancel,
}: {
  state: State;
  goTo: (place: { line: number; column: number | undefined }) => void;
  save: (statement: string) => void;
  cancel: () => void;
}) {
  const late = useLate(state.state === "running");
  if (state.state === "nothing") return null;
  if (state.state === "running")
    return (
      <section class="card" aria-label="Answer" aria-busy="true">
        {late && (
          <p class="muted" role="status">
            {state.what === "rows" ? "The statement is at work…" : "The file is being written…"}{" "}
            <button class="quiet" onClick={cancel}>
              Cancel
            </button>
          </p>
        )}
        <div class={"skeleton" + (late ? " seen" : "")} style={{ height: "240px" }} />
      </section>
    );
  if (state.state === "cancelled")
    return (
      <Note>
        <span role="status">Cancelled. The server has stopped it, too.</span>
      </Note>
    );
  if (state.state === "failed") return <Fault error={state.error} goTo={goTo} />;
  return <Result key={state.statement} done={state} save={save} />;
}

function Fault({
  error,
  goTo,
}: {
  error: ApiError;
  goTo: (place: { line: number; column: number | undefined }) => void;
}) {
  const { place } = error;
  return (
    <section class="card fault" aria-label="Answer" role="alert">
      <p>
        {place && (
          <button class="place" onClick={() => goTo(place)}>
            Line {place.line}
            {place.column !== undefined && `, column ${place.column}`}:
          </button>
        )}{" "}
        <span class="said">{error.message}</span>
      </p>
      {error.hint && <p class="muted">{error.hint}</p>}
    </section>
  );
}

function Result({ done, save }: { done: Extract<State, { state: "done" }>; save: (statement: string) => void }) {
  const [view, setView] = useState<"table" | "chart">("table");
  const { answer } = done;
  const rows = counted(answer.rows.length, "row");
  return (
    <Card
      title={
        <span role="status">
          {answer.truncated ? `The first ${rows}` : rows}
          <span class="caption">
            {" "}
            {counted(answer.columns.length, "column")}, {took(done.seconds)}, snapshot {answer.snapshot}
          </span>
        </span>
      }
      aside={
        <span class="toolbar">
          <Choice
            label="As"
            options={[
              { value: "table", word: "Table" },
              { value: "chart", word: "Chart" },
            ]}
            value={view}
            choose={setView}
          />
          <button class="quiet" onClick={() => save(done.statement)}>
            Download CSV
          </button>
        </span>
      }
    >
      {answer.truncated && (
        <p class="caption">There are more than {whole(answer.rows.length)} rows. The CSV file has all of them.</p>
      )}
      {view === "table" ? <ResultTable answer={answer} label="Rows of the answer" /> : <ResultChart answer={answer} />}
    </Card>
  );
}
