import { useEffect, useRef, useState } from "preact/hooks";
import { instant } from "../../shared/format";
import { Card, Note } from "../../shared/parts";
import { pageHref } from "../address";
import type { ApiError } from "../api";
import { useModel } from "../model";
import { may, useSession } from "../session";
import { Menu } from "../parts/overlay";
import { Fault } from "../parts/work";
import { cancelRun, isWorking, loadCurrent, secondsBetween, startRun, took, type Current, type LiveRun } from "./data";
import { OnlyOverlay } from "./only";
import { StatusOf } from "./status";
import { Timeline } from "./timeline";

const whileWorking = 700;
const otherwise = 5000;

/** What works now, asked again and again while the page is seen. `ended` is called once a run has come to its end. */
export function useCurrent(ended: () => void): { current: Current | null; look: () => Promise<void> } {
  const [current, setCurrent] = useState<Current | null>(null);
  const worked = useRef(false);
  const alive = useRef(true);
  const look = async () => {
    try {
      const now = await loadCurrent();
      if (!alive.current) return;
      setCurrent(now);
      const works = (now.run !== null && isWorking(now.run)) || now.other !== null;
      if (worked.current && !works) ended();
      worked.current = works;
    } catch {
      if (alive.current) setCurrent(null); // a server that does not tell, or that is away: the list says more
    }
  };
  useEffect(() => {
    alive.current = true;
    let timer: ReturnType<typeof setTimeout>;
    const again = async () => {
      if (!document.hidden) await look();
      if (alive.current) timer = setTimeout(() => void again(), worked.current ? whileWorking : otherwise);
    };
    void again();
    return () => {
      alive.current = false;
      clearTimeout(timer);
    };
  }, []);
  return { current, look };
}

/** Starts runs, shows the one that works, and cancels it. */
export function Now({ current, look }: { current: Current | null; look: () => Promise<void> }) {
  const operates = may(useSession(), "operator");
  const [error, setError] = useState<ApiError | null>(null);
  const act = async (what: () => Promise<unknown>) => {
    setError(null);
    try {
      await what();
    } catch (fault) {
      setError(fault as ApiError);
    }
    await look();
  };
  const run = current?.run ?? null;
  const other = current?.other ?? null;
  const fault = error && <Fault error={error} />;
  if (run && isWorking(run))
    return (
      <>
        {fault}
        <Working run={run} cancel={operates ? () => void act(cancelRun) : undefined} />
      </>
    );
  return (
    <>
      {fault}
      {other && <Beside other={other} />}
      {run && (run.status === "failed" || run.status === "crashed") && <LastFailed run={run} />}
      {current && !other && operates && <Starter start={(full, only) => void act(() => startRun(full, only))} />}
    </>
  );
}

function Beside({ other }: { other: NonNullable<Current["other"]> }) {
  const { project } = useModel();
  return (
    <Note>
      A run works beside this server: {other.run_id}, process {other.process} on {other.host}, since{" "}
      {instant(other.since, project.time_zone)}. It stands in the list when it has ended.
    </Note>
  );
}

function LastFailed({ run }: { run: LiveRun }) {
  return (
    <Note warn>
      The run that was started here has failed.
      {run.errors.map((each) => (
        <div>
          {each.file && `${each.file}${each.line ? `:${each.line}` : ""}: `}
          {each.message} {each.hint}
        </div>
      ))}
      {run.run_id && <a href={pageHref(["runs", run.run_id])}>Its report</a>}
    </Note>
  );
}

function Starter({ start }: { start: (full: boolean, only: string[]) => void }) {
  const [only, setOnly] = useState(false);
  return (
    <div class="toolbar starter">
      <button class="button main" onClick={() => start(false, [])}>
        Start a run
      </button>
      <Menu
        label="Other ways to run"
        items={[
          { word: "Everything anew (full)", does: () => start(true, []) },
          { word: "Only some tables…", does: () => setOnly(true) },
        ]}
        plain
      >
        Other ways
      </Menu>
      {only && (
        <OnlyOverlay
          close={() => setOnly(false)}
          start={(names, full) => {
            setOnly(false);
            start(full, names);
          }}
        />
      )}
    </div>
  );
}

/** Seconds since an instant, counting. */
function useElapsed(since: string): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const count = () => setSeconds(secondsBetween(since, new Date().toISOString()));
    count();
    const timer = setInterval(count, 500);
    return () => clearInterval(timer);
  }, [since]);
  return seconds;
}

function Working({ run, cancel }: { run: LiveRun; cancel: (() => void) | undefined }) {
  const elapsed = useElapsed(run.started);
  const step = run.steps.at(-1);
  const what = [run.full && "everything anew", run.only.length > 0 && `only ${run.only.join(", ")}`].filter(Boolean);
  return (
    <Card
      title={
        <>
          <StatusOf status={run.status} /> {run.run_id}
        </>
      }
      aside={
        <span class="toolbar">
          <span class="number">{took(Math.floor(elapsed))}</span>
          {cancel && (
            <button class="button" disabled={run.status === "cancelling"} onClick={cancel}>
              {run.status === "cancelling" ? "Stopping…" : "Cancel"}
            </button>
          )}
        </span>
      }
    >
      <p class="muted" role="status">
        {what.length > 0 && what.join(", ") + ": "}
        {step ? `${step.activity} ${step.name}` : "waits for its first step"}
      </p>
      {run.steps.length > 0 && <Timeline steps={run.steps} started={run.started} until={elapsed} />}
      {run.notes.map((note) => (
        <p class="caption">{note}</p>
      ))}
    </Card>
  );
}
