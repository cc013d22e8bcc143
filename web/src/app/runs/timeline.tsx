import { whole } from "../../shared/format";
import { Scroll } from "../../shared/parts";
import { secondsBetween, took, type Step } from "./data";
import { StatusOf } from "./status";

interface Placed {
  step: Step;
  /** Seconds since the run's start. */
  from: number;
}

/** When each step began; in reports of an older c360, one after the other. */
function placed(steps: Step[], started: string): Placed[] {
  let next = 0;
  return steps.map((step) => {
    const from = step.started ? secondsBetween(started, step.started) : next;
    next = from + step.seconds;
    return { step, from };
  });
}

const colors: Record<string, string> = {
  discover: "source",
  copy: "bronze",
  refine: "silver",
  check: "silver",
  test: "metric",
  build: "model",
  publish: "published",
};

/** The steps of a run below one another, each where it stands in time. */
export function Timeline({ steps, started, until }: { steps: Step[]; started: string; until: number }) {
  if (steps.length === 0) return <p class="muted">It did not come to its first step.</p>;
  const all = placed(steps, started);
  const span = Math.max(0.001, until, ...all.map(({ step, from }) => from + step.seconds));
  return (
    <Scroll label="Steps of the run">
      <table class="run-steps">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">
              <span class="axis">
                <span>0</span>
                <span>{took(span)}</span>
              </span>
            </th>
            <th scope="col" class="number">
              Took
            </th>
            <th scope="col" class="number">
              Rows
            </th>
            <th scope="col">About it</th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ step, from }) => (
            <Line step={step} from={from} span={span} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Line({ step, from, span }: Placed & { span: number }) {
  const status = step.status ?? "succeeded";
  const isBad = status === "failed" || status === "crashed";
  const end = status === "running" ? span : from + step.seconds;
  const x = Math.min(99.5, (100 * from) / span);
  const width = Math.max(0.4, (100 * (end - from)) / span);
  const color = isBad ? "bad" : (colors[step.activity] ?? "source");
  return (
    <tr class={isBad ? "failed" : ""}>
      <td class="step">
        <StatusOf status={status} brief />
        <span class="muted">{step.activity}</span> {step.name}
      </td>
      <td class="span">
        <svg width="100%" height="10" aria-hidden="true">
          <rect
            class={status === "running" ? "live" : ""}
            x={`${x}%`}
            width={`${width}%`}
            height="10"
            rx="2"
            fill={`var(--${color})`}
          />
        </svg>
      </td>
      <td class="number">{status === "running" ? "…" : took(step.seconds)}</td>
      <td class="number" title={step.rows_in == null ? undefined : `${whole(step.rows_in)} went in`}>
        {step.rows > 0 ? whole(step.rows) : ""}
      </td>
      <td class="about">
        {step.percent != null && status === "running" && `${Math.floor(step.percent)} % `}
        {step.detail}
        {(step.attempts ?? 1) > 1 && <span class="muted"> {whole(step.attempts)} attempts</span>}
        {step.error && <div class="bad">{step.error}</div>}
      </td>
    </tr>
  );
}
